using System.Collections.Immutable;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>Whether all offers of a group pass a filter.</summary>
internal delegate bool GroupTest(in OfferGroup group);

/// <summary>Whether an offer passes a filter.</summary>
internal delegate bool OfferTest(in OfferTable.Row row);

/// <summary>The offers that are equal in everything that facets count.</summary>
internal readonly record struct OfferGroup(CarSize Size, CarType Type, byte Supplier, byte Transmission);

/// <summary>
/// Describes a filter of offers: a query parameter with a test. A filter with a facet tests groups. Others test groups where these decide,
/// else single offers, which is slower.
/// </summary>
internal sealed class OfferFilter<T>(string name, ValueFormat format) : QueryParameter<T>(name, format)
    where T : notnull
{
    /// <summary>Creates the test of groups for a value.</summary>
    public Func<T, OfferQuery, ImmutableArray<SupplierOffers>, GroupTest>? GroupTestFactory { get; init; }

    /// <summary>Creates the test of offers for a value.</summary>
    public Func<T, OfferTest>? OfferTestFactory { get; init; }

    public override GroupTest? CreateGroupTest(OfferQuery query, ImmutableArray<SupplierOffers> suppliers) =>
        GroupTestFactory is not null && query.TryGet(this, out var value) ? GroupTestFactory(value, query, suppliers) : null;

    public override OfferTest? CreateOfferTest(OfferQuery query) =>
        OfferTestFactory is not null && query.TryGet(this, out var value) ? OfferTestFactory(value) : null;
}
