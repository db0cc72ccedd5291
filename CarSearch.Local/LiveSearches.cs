using System.Collections.Concurrent;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>All searches of this process that have not ended, by token.</summary>
internal sealed class LiveSearches
{
    private readonly ConcurrentDictionary<SearchToken, LiveSearch> searches = new();

    /// <summary>The search of a token, or null when it is unknown, or has ended.</summary>
    public LiveSearch? Find(SearchToken token) => searches.GetValueOrDefault(token);

    /// <summary>Adds a search.</summary>
    /// <returns>The search that is there: this one, or the one that was there already.</returns>
    public LiveSearch Add(LiveSearch live) => searches.GetOrAdd(live.Search.Token, live);

    /// <summary>All of them, at this moment.</summary>
    public IEnumerable<LiveSearch> All => searches.Values;

    /// <summary>Forgets a search that has ended, or was not accepted.</summary>
    public void Remove(LiveSearch live) => searches.TryRemove(new(live.Search.Token, live));
}
