using CarSearch.Offers;
using CarSearch.Places;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CarSearch.Api;

/// <summary>Creates the results that describe searches.</summary>
internal sealed class SearchResultFactory(PlaceCatalog places, IOptions<CarSearchOptions> options)
{
    private readonly string? publicUrl = options.Value.PublicUrl?.AbsoluteUri.TrimEnd('/');

    /// <summary>202: the search was accepted.</summary>
    public IResult CreateAccepted(SearchToken token) => new AcceptedResult(token, publicUrl);

    /// <summary>200 or 202, or 304 if the caller has the current state.</summary>
    /// <param name="stored">The search.</param>
    /// <param name="query">The query for its offers.</param>
    /// <param name="preferredWait">The applied wait preference, if any.</param>
    public IResult Create(StoredRecord stored, OfferQuery query, TimeSpan? preferredWait) => new SearchResult(
        stored, query, preferredWait, GetDecimals(stored.Record.Request?.Currency), publicUrl);

    private int GetDecimals(string? currency) => currency is null ? 2 : places.Countries.FindCurrency(currency)?.Decimals ?? 2;
}
