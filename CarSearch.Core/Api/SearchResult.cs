using System.Security.Cryptography;
using System.Text;
using CarSearch.Offers;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>200 or 202 to a GET: the state of a search and the offers that match; 304 if the caller has them.</summary>
internal sealed class SearchResult(
    StoredRecord stored, OfferQuery query, TimeSpan? preferredWait, int decimals, string? publicUrl, string? retryAfter)
    : IResult
{
    private static readonly string Build = typeof(SearchResult).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private readonly SearchRecord record = stored.Record;
    private readonly string queryText = query.ToQueryString();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var etag = ComputeEntityTag();
        response.Headers.ETag = etag;
        response.Headers.CacheControl = ApiResponse.CacheControl;
        if (preferredWait is { } wait)
        {
            response.Headers["Preference-Applied"] = WaitPreference.Format(wait);
        }

        if (!record.IsEnded)
        {
            response.Headers.RetryAfter = retryAfter;
            response.Headers.Location = SearchLinks.Absolute(request, record.Token, publicUrl);
        }

        if (EntityTags.Match(request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = record.IsEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        var body = CreateBody(SearchLinks.Relative(request, record.Token));
        await ApiResponse.WriteAsync(httpContext, body, ApiJson.Default.SearchResponse).ConfigureAwait(false);
    }

    /// <summary>Computes a digest of everything that determines the body: the record's version, the build and the query.</summary>
    private string ComputeEntityTag()
    {
        var text = $"{record.Token.Value}\n{stored.Version}\n{Build}\n{queryText}";
        var utf8 = Encoding.UTF8.GetBytes(text);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return $"\"{Convert.ToHexStringLower(hash[..16])}\"";
    }

    private SearchResponse CreateBody(string link)
    {
        var selection = stored.Offers.Select(query);
        return new(
            record.Token,
            record.Status,
            record.RequestedAt,
            record.UpdatedAt,
            record.CompletedAt,
            record.ExpiresAt,
            new(stored.WriteRequest),
            new(stored.WriteProgress),
            stored.Offers.Count,
            selection.Matched,
            new(writer => selection.WritePage(writer, decimals)),
            new(writer => FacetsJson.Write(writer, selection, decimals)),
            record.Error,
            CreateLinks(link, selection.Matched));
    }

    private SearchPageLinks CreateLinks(string link, int matched)
    {
        var (limit, skip) = (query.Get(OfferParameters.Limit), query.Get(OfferParameters.Skip));
        var next = skip + limit;
        return new(
            link + queryText,
            next < matched && next <= OfferParameters.MaxSkip ? PageAt(next) : null,
            skip > 0 ? PageAt(Math.Max(0, skip - limit)) : null,
            link);

        string PageAt(int start) => link + query.With(OfferParameters.Skip, start).ToQueryString();
    }
}
