using System.Collections.Concurrent;
using CarSearch.Local.Load;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>All searches of this process that have not ended, by token.</summary>
/// <param name="load">Counts what they hold.</param>
internal sealed class LiveSearches(SearchLoad load)
{
    private readonly ConcurrentDictionary<SearchToken, LiveSearch> searches = new();

    /// <summary>All of them, at this moment.</summary>
    public IEnumerable<LiveSearch> All => searches.Values;

    /// <summary>The search of a token, or null when it is unknown, or has ended.</summary>
    public LiveSearch? Find(SearchToken token) => searches.GetValueOrDefault(token);

    /// <summary>Adds a search.</summary>
    /// <returns>The search that is there: this one, or the one that was there already.</returns>
    public LiveSearch Add(LiveSearch live) => searches.GetOrAdd(live.Search.Token, live);

    /// <summary>Publishes progress of a search, if nobody has written meanwhile, or is about to end it.</summary>
    public bool TryPublish(LiveSearch live, StoredRecord next, string? version)
    {
        if (!live.TryPublish(next, version))
        {
            return false;
        }

        load.Count(live, next.Record.Suppliers);
        return true;
    }

    /// <summary>Has a search that has been written down wait for its run.</summary>
    public void Enqueue(LiveSearch live) => load.Enqueue(live);

    /// <summary>Forgets a search that has ended, or was not accepted.</summary>
    public void Remove(LiveSearch live)
    {
        if (searches.TryRemove(new(live.Search.Token, live)))
        {
            load.Withdraw(live);
        }
    }
}
