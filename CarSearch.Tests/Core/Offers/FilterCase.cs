using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Suppliers;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Offers;

/// <summary>A filter as tests see it, independent of its implementation.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Additions">Adds random values to a query.</param>
/// <param name="Passes">Whether an offer passes the filter, if a query has it.</param>
internal sealed record FilterCase(
    QueryParameter Filter, Gen<Func<OfferQuery, OfferQuery>> Additions, Func<KnownOffer, OfferQuery, bool> Passes)
{
    /// <summary>A case for each filter.</summary>
    public static IReadOnlyList<FilterCase> All { get; } =
    [
        Create(OfferFilters.Size, Some(Gen.Choose(0, 9).Select(size => (CarSize)size)), (known, sizes, query) =>
            sizes.Contains(known.Offer.Car.Size)
            || (query.TryGet(OfferFilters.Upgrade, out var upgrade) && known.Offer.Car.Size > sizes[0] && known.Offer.Car.Size <= upgrade)),
        new(OfferFilters.Upgrade, Gen.Choose(1, 9).Select(WithUpgrade), (_, _) => true),
        Create(OfferFilters.Type, Some(Gen.Choose(0, 8).Select(type => (CarType)type)), (known, types, _) =>
            types.Contains(known.Offer.Car.Type)),
        Create(OfferFilters.Supplier, Some(Gen.Elements("ALPHA", "Beta", "Gamma", "nobody")), (known, names, _) =>
            names.Contains(known.Supplier, StringComparer.OrdinalIgnoreCase)),
        Create(OfferFilters.Rating, Gen.Choose(0, 100).Select(rating => rating / 10m), (known, rating, _) =>
            (decimal)known.Rating >= rating),
        Create(OfferFilters.Transmission, Gen.Elements(Enum.GetValues<Transmission>()), (known, transmission, _) =>
            known.Offer.Car.Transmission == transmission),
        Create(OfferFilters.Seats, Gen.Choose(1, 9), (known, seats, _) => known.Offer.Seats >= seats),
        Create(OfferFilters.MaxPrice, Gen.Choose(999_400, 1_001_100).Select(price => price / 10_000m), (known, price, _) =>
            !known.IsForeign && known.Offer.Price.Total <= price),
        Create(OfferFilters.Fuel, Some(Gen.Choose(1, 9).Select(fuel => (Fuel)fuel)), (known, fuels, _) =>
            fuels.Contains(known.Offer.Car.Fuel)),
        Create(OfferFilters.AirConditioning, Gen.Elements(true, false), (known, value, _) => known.Offer.Car.AirConditioning == value),
        Create(OfferFilters.Mileage, Gen.Constant(MileageFilter.Unlimited), (known, _, _) =>
            known.Offer.Mileage is { Included: null }),
        Create(OfferFilters.FreeCancellation, Gen.Elements(true, false), (known, value, _) => known.Offer.FreeCancellation == value),
        Create(OfferFilters.AtAirport, Gen.Elements(true, false), (known, value, _) => known.Offer.PickUp.AtAirport == value),
        Create(OfferFilters.Payment, Some(Gen.Elements(Enum.GetValues<PaymentTime>())), (known, payments, _) =>
            known.Payment is { } payment && payments.Contains(payment)),
        Create(OfferFilters.MaxDeposit, Gen.Choose(0, 4).Select(cents => cents / 200m), (known, deposit, _) =>
            known.Offer.Terms?.Deposit is { } stated && stated.Currency == known.Currency && stated.Amount <= deposit),
    ];

    /// <summary>Queries with any of the filters, in any order and with any page.</summary>
    public static Gen<OfferQuery> Queries { get; } =
        from query in All.Aggregate(
            Gen.Constant(OfferQuery.Empty),
            (queries, one) => from query in queries from add in Maybe(one.Additions) select add is null ? query : add(query))
        from sort in Gen.Elements(Enum.GetValues<OfferSort>())
        from limit in Gen.Choose(1, 20)
        from skip in Gen.Choose(0, 30)
        select query.With(OfferParameters.Sort, sort).With(OfferParameters.Limit, limit).With(OfferParameters.Skip, skip);

    private static FilterCase Create<T>(QueryParameter<T> filter, Gen<T> values, Func<KnownOffer, T, OfferQuery, bool> passes)
        where T : notnull => new(
            filter,
            values.Select(value => (Func<OfferQuery, OfferQuery>)(query => query.With(filter, value))),
            (known, query) => !query.TryGet(filter, out var value) || passes(known, value, query));

    private static Func<OfferQuery, OfferQuery> WithUpgrade(int steps) => query =>
        query.TryGet(OfferFilters.Size, out var sizes) && sizes is [var size] && (int)size + steps <= 9
            ? query.With(OfferFilters.Upgrade, (CarSize)((int)size + steps))
            : query;

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : class => Gen.Frequency((2, Gen.Constant((T?)null)), (1, some.Select(value => (T?)value)));

    private static Gen<IReadOnlyList<T>> Some<T>(Gen<T> one) =>
        from count in Gen.Choose(1, 3) from all in one.ArrayOf(count) select (IReadOnlyList<T>)all.Distinct().Order().ToArray();
}
