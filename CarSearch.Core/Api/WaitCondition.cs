using CarSearch.Searches;
using Microsoft.Extensions.Primitives;

namespace CarSearch.Api;

/// <summary>What ends the wait of a GET before its time.</summary>
internal enum WaitUntil
{
    /// <summary>The end of the search.</summary>
    End,

    /// <summary>The first offer that matches the filters.</summary>
    First,

    /// <summary>A response that differs from the one in <c>If-None-Match</c>.</summary>
    Change,
}

/// <summary>The conditions of waits.</summary>
internal static class WaitCondition
{
    /// <summary>Creates the condition of a query; null for the end of the search.</summary>
    public static Func<StoredRecord, bool>? Create(SearchQuery query, StringValues ifNoneMatch)
    {
        switch (query.Until)
        {
            case WaitUntil.First:
                return stored => stored.Offers.HasMatch(query.Offers);
            case WaitUntil.Change:
                var queryText = query.Offers.ToQueryString();
                return stored => !EntityTags.Match(ifNoneMatch, EntityTags.Compute(stored, queryText));
            default:
                return null;
        }
    }
}
