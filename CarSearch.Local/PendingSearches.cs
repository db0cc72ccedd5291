using System.Collections.Concurrent;
using CarSearch.Local.Load;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>The searches of this process that have not ended, by token.</summary>
internal sealed class PendingSearches(SearchQueue queue)
{
    private readonly ConcurrentDictionary<SearchToken, PendingSearch> searches = new();

    /// <summary>Gets a snapshot of all searches.</summary>
    public IEnumerable<PendingSearch> All => searches.Values;

    /// <summary>Finds a search by its token. Returns null if it is unknown or has ended.</summary>
    public PendingSearch? Find(SearchToken token) => searches.GetValueOrDefault(token);

    /// <summary>Adds a search unless one with its token exists.</summary>
    /// <returns>The added or the existing search.</returns>
    public PendingSearch GetOrAdd(PendingSearch search) => searches.GetOrAdd(search.Search.Token, search);

    /// <summary>Publishes progress of a search unless the version does not match or its final record is being written.</summary>
    public bool TryPublish(PendingSearch search, StoredRecord next, string? version)
    {
        if (!search.TryPublish(next, version))
        {
            return false;
        }

        queue.UpdateReservation(search, next.Record.Suppliers);
        return true;
    }

    public void Enqueue(PendingSearch search) => queue.Enqueue(search);

    /// <summary>Removes a search that has ended or was not accepted.</summary>
    public void Remove(PendingSearch search)
    {
        if (searches.TryRemove(new(search.Search.Token, search)))
        {
            queue.Remove(search);
        }
    }
}
