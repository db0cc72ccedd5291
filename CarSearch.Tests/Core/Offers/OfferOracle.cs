using CarSearch.Offers;
using CarSearch.Suppliers;

namespace CarSearch.Tests.Core.Offers;

/// <summary>An offer as the oracle sees it: what the supplier said, beside who it was.</summary>
public sealed record KnownOffer(string Supplier, double Rating, SupplierOffer Offer, ulong Id)
{
    /// <summary>The currency of the search.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>When the total is paid, as far as it is known.</summary>
    public PaymentTime? Payment => Offer.Price.PayAtPickUp is not { } rest ? Offer.Terms?.Payment
        : rest == 0 ? PaymentTime.Prepaid
        : rest < Offer.Price.Total ? PaymentTime.Split
        : Offer.Terms?.Payment == PaymentTime.Guarantee ? PaymentTime.Guarantee : PaymentTime.AtPickUp;

    public bool IsForeign => Offer.Price.Currency != Currency;
}

/// <summary>What a query finds, worked out the plain way.</summary>
internal sealed class OfferOracle(IReadOnlyList<KnownOffer> all)
{
    public IReadOnlyList<KnownOffer> Matches(OfferQuery query)
    {
        var byPrice = all.Where(offer => Passes(offer, query))
            .OrderBy(offer => offer.IsForeign)
            .ThenBy(offer => offer.IsForeign ? offer.Offer.Price.Currency : "", StringComparer.Ordinal)
            .ThenBy(offer => offer.Offer.Price.Total)
            .ThenBy(offer => offer.Id)
            .ToArray();
        return query.Get(OfferParameters.Sort) switch
        {
            OfferSort.Rating => [.. byPrice.OrderBy(offer => offer.IsForeign).ThenByDescending(offer => offer.Rating)],
            OfferSort.Size => [.. byPrice.OrderBy(offer => offer.IsForeign).ThenBy(offer => offer.Offer.Car.Size)],
            _ => byPrice,
        };
    }

    /// <summary>The cheapest match of each group, with the number of matches in it, in the order of the query.</summary>
    public IReadOnlyList<(KnownOffer Offer, int Count)> Best(OfferQuery query)
    {
        var byPrice = Matches(query.Without(OfferParameters.Sort));
        var groups = query.TryGet(OfferParameters.Best, out var grouping) ? byPrice.GroupBy(offer => grouping switch
        {
            OfferGrouping.Size => $"{offer.Offer.Car.Size}",
            OfferGrouping.Type => $"{offer.Offer.Car.Type}",
            _ => offer.Supplier,
        }) : [];
        var best = groups.ToDictionary(group => group.First(), group => group.Count());
        return [.. Matches(query).Where(best.ContainsKey).Select(offer => (offer, best[offer]))];
    }

    public (int Count, decimal? LowestPrice) Facet(OfferQuery query)
    {
        var found = Matches(query);
        return (found.Count, found.Where(offer => !offer.IsForeign).Min(offer => (decimal?)offer.Offer.Price.Total));
    }

    public decimal? UpgradeFor(KnownOffer offer, OfferQuery query)
    {
        if (!query.Has(OfferFilters.Upgrade)
            || !query.TryGet(OfferFilters.Size, out var sizes)
            || offer.Offer.Car.Size == sizes[0]
            || offer.IsForeign)
        {
            return null;
        }

        var unupgraded = Matches(query).Where(other => other.Offer.Car.Size == sizes[0] && !other.IsForeign);
        return offer.Offer.Price.Total - unupgraded.Min(other => (decimal?)other.Offer.Price.Total);
    }

    private static bool Passes(KnownOffer known, OfferQuery query) => FilterCase.All.All(filter => filter.Passes(known, query));
}
