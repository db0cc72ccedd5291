using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>Conditional requests (RFC 9110, 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> contains an entity tag, by weak comparison. A malformed header matches nothing.</summary>
    public static bool Match(StringValues ifNoneMatch, string etag)
    {
        if (ifNoneMatch.Count == 0
            || !EntityTagHeaderValue.TryParseList([.. ifNoneMatch.Where(value => value is not null)!], out var tags))
        {
            return false;
        }

        var current = new EntityTagHeaderValue(etag);
        return tags.Any(tag => tag.Tag == "*" || tag.Compare(current, useStrongComparison: false));
    }
}
