using System.Security.Cryptography;
using System.Text;
using CarSearch.Searches;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CarSearch.Api;

/// <summary>Conditional requests (RFC 9110, 13.1.2).</summary>
public static class EntityTags
{
    private static readonly string Build = typeof(EntityTags).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    /// <summary>Computes the entity tag of a response: a digest of the record's version, the build and the query.</summary>
    public static string Compute(StoredRecord stored, string queryText) =>
        Compute(Encoding.UTF8.GetBytes($"{stored.Record.Token.Value}\n{stored.Version}\n{Build}\n{queryText}"));

    /// <summary>Computes the entity tag of what determines a response.</summary>
    public static string Compute(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return $"\"{Convert.ToHexStringLower(hash[..16])}\"";
    }

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
