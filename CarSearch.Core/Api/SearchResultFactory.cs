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
        var link = SearchLinks.Relative(request, record.Token);
        var headers = request.HttpContext.Response.Headers;
        headers.Location = headers["Operation-Location"] = SearchLinks.Absolute(request, record.Token, publicUrl);
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

    private string GetRetryAfter(SearchRecord record, TimeSpan expectedWait) =>
        polls.GetDelay(record, clock.GetAge(record.RequestedAt), expectedWait).ToString(CultureInfo.InvariantCulture);

    private int GetDecimals(string? currency) => currency is null ? 2 : places.Countries.FindCurrency(currency)?.Decimals ?? 2;
}
