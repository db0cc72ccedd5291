using System.Globalization;
using CarSearch.Offers;
using CarSearch.Places;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Creates the results that describe searches.</summary>
internal sealed class SearchResultFactory(PlaceCatalog places, CarSearchOptions options, SearchClock clock)
{
    private readonly string? publicUrl = options.PublicUrl?.AbsoluteUri.TrimEnd('/');
    private readonly PollSchedule polls = new();

    /// <summary>202: the search was accepted.</summary>
    public IResult CreateAccepted(HttpRequest request, SearchRecord record, TimeSpan expectedWait)
    {
        var link = GetLink(request, record.Token);
        var headers = request.HttpContext.Response.Headers;
        headers.Location = headers["Operation-Location"] = GetLocation(request, record.Token, publicUrl);
        headers.RetryAfter = GetRetryAfter(record, expectedWait);
        return ApiResponse.Json(
            new(record.Token, SearchStatus.NotStarted, new(link, link)), ApiJson.Default.AcceptedResponse, StatusCodes.Status202Accepted);
    }

    /// <summary>200 or 202, or 304 if the caller has the current state.</summary>
    public IResult Create(StoredRecord stored, OfferQuery query, TimeSpan? preferredWait, TimeSpan expectedWait)
    {
        if (stored.Record.IsEnded && stored.IsFirstUse())
        {
            polls.Observe(stored.Record);
        }

        var decimals = GetDecimals(stored.Record.Request?.Currency);
        var retryAfter = stored.Record.IsEnded ? null : GetRetryAfter(stored.Record, expectedWait);
        return new SearchResult(stored, query, preferredWait, decimals, publicUrl, retryAfter);
    }

    /// <summary>Gets the link to a search, without scheme and host. It never contains an access key.</summary>
    public static string GetLink(HttpRequest request, SearchToken token) => $"{request.PathBase}{SearchesApi.Path}/{token.Value}";

    /// <summary>Gets the absolute address of a search, or the link if the request has no host (HTTP/1.0).</summary>
    public static string GetLocation(HttpRequest request, SearchToken token, string? publicUrl) =>
        publicUrl is not null ? $"{publicUrl}{SearchesApi.Path}/{token.Value}"
        : request.Host.HasValue ? $"{request.Scheme}://{request.Host.ToUriComponent()}{GetLink(request, token)}"
        : GetLink(request, token);

    private string GetRetryAfter(SearchRecord record, TimeSpan expectedWait) =>
        polls.GetDelay(record, clock.GetAge(record.RequestedAt), expectedWait).ToString(CultureInfo.InvariantCulture);

    private int GetDecimals(string? currency) => currency is null ? 2 : places.Countries.FindCurrency(currency)?.Decimals ?? 2;
}
