using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>Conditional requests (RFC 9110, 13.1.2).</summary>
internal static class EntityTags
{
    /// <summary>Whether <c>If-None-Match</c> names this entity tag, compared weakly. A header that can't be read names none.</summary>
    public static bool Match(StringValues ifNoneMatch, string etag)
    {
        if (ifNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList([.. ifNoneMatch.Where(value => value is not null)!], out var tags))
        {
            return false;
        }

        var mine = new EntityTagHeaderValue(etag);
        return tags.Any(tag => tag.Tag == "*" || tag.Compare(mine, useStrongComparison: false));
    }
}
