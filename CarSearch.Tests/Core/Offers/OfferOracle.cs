using CarSearch.Offers;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Core.Offers;

/// <summary>An offer as the oracle sees it: what the supplier said, beside who it was.</summary>
public sealed record KnownOffer(string Supplier, double Rating, SupplierOffer Offer, ulong Id)
{
    /// <summary>The currency of the search.</summary>
    public string Currency { get; init; } = "USD";

    public bool IsForeign => Offer.Price.Currency != Currency;
}

/// <summary>What a query finds, worked out the plain way.</summary>
public sealed class OfferOracle(IReadOnlyList<KnownOffer> all)
{
    public IReadOnlyList<KnownOffer> Matches(OfferQuery query)
    {
        var byPrice = all.Where(offer => Passes(offer, query))
            .OrderBy(offer => offer.IsForeign)
            .ThenBy(offer => offer.IsForeign ? offer.Offer.Price.Currency : "", StringComparer.Ordinal)
            .ThenBy(offer => offer.Offer.Price.Total)
            .ThenBy(offer => offer.Id)
            .ToArray();
        return query.Sort switch
        {
            OfferSort.Rating => [.. byPrice.OrderBy(offer => offer.IsForeign).ThenByDescending(offer => offer.Rating)],
            OfferSort.Size => [.. byPrice.OrderBy(offer => offer.IsForeign).ThenBy(offer => offer.Offer.Car.Size)],
            _ => byPrice,
        };
    }

    public (int Count, decimal? From) Facet(OfferQuery query)
    {
        var found = Matches(query);
        return (found.Count, found.Where(offer => !offer.IsForeign).Min(offer => (decimal?)offer.Offer.Price.Total));
    }

    public decimal? UpgradeFor(KnownOffer offer, OfferQuery query)
    {
        var cheapest = Matches(query).Where(other => other.Offer.Car.Size == query.Sizes?[0] && !other.IsForeign).Min(other => (decimal?)other.Offer.Price.Total);
        return query.Upgrade is null || offer.Offer.Car.Size == query.Sizes![0] || offer.IsForeign ? null : offer.Offer.Price.Total - cheapest;
    }

    private static bool Passes(KnownOffer known, OfferQuery query)
    {
        var offer = known.Offer;
        var isSize = query.Upgrade is { } upgrade
            ? offer.Car.Size >= query.Sizes![0] && offer.Car.Size <= upgrade
            : query.Sizes?.Contains(offer.Car.Size) ?? true;
        return isSize
            && (query.Types?.Contains(offer.Car.Type) ?? true)
            && (query.Suppliers?.Contains(known.Supplier, StringComparer.OrdinalIgnoreCase) ?? true)
            && (query.Rating is not { } rating || (decimal)known.Rating >= rating)
            && (query.Transmission is not { } transmission || offer.Car.Transmission == transmission)
            && (query.Seats is not { } seats || offer.Seats >= seats)
            && (query.MaxPrice is not { } most || (!known.IsForeign && offer.Price.Total <= most));
    }
}
