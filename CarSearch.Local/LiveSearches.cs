using System.Collections.Concurrent;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>All searches of this process that have not ended, by token.</summary>
/// <param name="mostBytes">How many bytes of answers they may hold before no more are taken.</param>
internal sealed class LiveSearches(long mostBytes)
{
    private readonly ConcurrentDictionary<SearchToken, LiveSearch> searches = new();
    private long bytes;

    /// <summary>Whether their answers hold as much memory as they may.</summary>
    public bool IsFull => Volatile.Read(ref bytes) > mostBytes;

    /// <summary>All of them, at this moment.</summary>
    public IEnumerable<LiveSearch> All => searches.Values;

    /// <summary>A third of the memory that this process may use.</summary>
    public static LiveSearches OfThisProcess() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3);

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

        Count(live, next.Record.Suppliers.Sum(supplier => (long)supplier.Offers.Json.Length));
        if (live.Ended.IsCompleted)
        {
            // It was ended, and perhaps forgotten, at this very moment.
            Count(live, 0);
        }

        return true;
    }

    /// <summary>Forgets a search that has ended, or was not accepted.</summary>
    public void Remove(LiveSearch live)
    {
        if (searches.TryRemove(new(live.Search.Token, live)))
        {
            Count(live, 0);
        }
    }

    private void Count(LiveSearch live, long now) => Interlocked.Add(ref bytes, now - live.Recount(now));
}
