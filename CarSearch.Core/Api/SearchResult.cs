using CarSearch.Offers;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>200 or 202 to a GET: the state of a search and the offers that match; 304 if the caller has them.</summary>
internal sealed class SearchResult(
    StoredRecord stored, OfferQuery query, TimeSpan? preferredWait, int decimals, string? publicUrl, string? retryAfter)
    : IResult
{
    private readonly SearchRecord record = stored.Record;
    private readonly string queryText = query.ToQueryString();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        if (preferredWait is { } wait)
        {
            response.Headers["Preference-Applied"] = WaitPreference.Format(wait);
        }

        if (!record.IsEnded)
        {
            response.Headers.RetryAfter = retryAfter;
            response.Headers.Location = SearchResultFactory.GetLocation(request, record.Token, publicUrl);
        }

        if (ApiResponse.IsNotModified(httpContext, EntityTags.Compute(stored, queryText)))
        {
            return;
        }

        response.StatusCode = record.IsEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        var selection = stored.Offers.Select(query);
        var links = CreateLinks(SearchResultFactory.GetLink(request, record.Token), selection.Listed);
        await (query.Get(OfferParameters.View) is OfferView.Brief
            ? ApiResponse.WriteAsync(httpContext, CreateBriefBody(selection, links), ApiJson.Default.BriefSearchResponse)
            : ApiResponse.WriteAsync(httpContext, CreateBody(selection, links), ApiJson.Default.SearchResponse)).ConfigureAwait(false);
    }

    private SearchResponse CreateBody(OfferSelection selection, SearchPageLinks links) => new(
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
        links);

    private BriefSearchResponse CreateBriefBody(OfferSelection selection, SearchPageLinks links) => new(
        record.Token,
        record.Status,
        record.ExpiresAt,
        record.Suppliers.Select(supplier => new BriefSupplier(supplier.Name, supplier.Simulated, supplier.Status)),
        stored.Offers.Count,
        selection.Matched,
        new(writer => selection.WritePage(writer, decimals)),
        record.Error,
        links);

    private SearchPageLinks CreateLinks(string link, int listed)
    {
        var (limit, skip) = (query.Get(OfferParameters.Limit), query.Get(OfferParameters.Skip));
        var next = skip + limit;
        return new(
            link + queryText,
            next < listed && next <= OfferParameters.MaxSkip ? PageAt(next) : null,
            skip > 0 ? PageAt(Math.Max(0, skip - limit)) : null,
            link);

        string PageAt(int start) => link + query.With(OfferParameters.Skip, start).ToQueryString();
    }
}
