using CarSearch.Offers;
using CarSearch.Places;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CarSearch.Api;

/// <summary>Makes the answers about searches.</summary>
internal sealed class SearchAnswers(PlaceCatalog places, IOptions<CarSearchOptions> options)
{
    private readonly string? publicUrl = options.Value.PublicUrl?.AbsoluteUri.TrimEnd('/');

    /// <summary>202: the search was accepted.</summary>
    public IResult Accepted(SearchToken token) => new AcceptedAnswer(token, publicUrl);

    /// <summary>200 or 202, or 304 when the caller has it already.</summary>
    /// <param name="stored">The search.</param>
    /// <param name="query">Which offers.</param>
    /// <param name="preferred">The preference to wait that was applied.</param>
    public IResult Found(StoredRecord stored, OfferQuery query, TimeSpan? preferred) => new SearchAnswer(
        stored, query, preferred, places.Countries.FindCurrency(stored.Record.Request!.Currency)?.Decimals ?? 2, publicUrl);
}
