using System.Collections.Immutable;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>A parameter of the query string of a search: its names, and how its value is parsed and formatted.</summary>
internal class QueryParameter(string name, ValueFormat format)
{
    public string Name => name;

    public ValueFormat Format => format;

    /// <summary>The name in the original API, which is accepted too; null when there is none.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The parameter that <see cref="Check"/> depends on; null when there is none.</summary>
    public QueryParameter? DependsOn { get; init; }

    /// <summary>Checks the value against the rest of the query: returns what is wrong, or null. Null when there is no check.</summary>
    public Func<OfferQuery, string?>? Check { get; init; }

    /// <summary>The value of a query that does not have the parameter; null when there is none.</summary>
    public object? Default { get; init; }

    /// <summary>The facet of a filter; null when there is none.</summary>
    public Facet? Facet { get; init; }

    /// <summary>Creates the test of groups; null when the query does not have the parameter, or it does not test groups.</summary>
    public virtual GroupTest? CreateGroupTest(OfferQuery query, ImmutableArray<SupplierOffers> suppliers) => null;

    /// <summary>Creates the test of offers; null when the query does not have the parameter, or it does not test offers.</summary>
    public virtual OfferTest? CreateOfferTest(OfferQuery query) => null;
}

internal delegate bool GroupTest(in OfferGroup group);

internal delegate bool OfferTest(in OfferTable.Row row);

/// <summary>The offers that are equal in everything that facets count.</summary>
internal readonly record struct OfferGroup(CarSize Size, CarType Type, byte Supplier, byte Transmission);

/// <summary>
/// A parameter with a value of type <typeparamref name="T"/>. A filter of offers has a test: of groups if it has a facet or groups decide,
/// else of single offers, which is slower.
/// </summary>
internal sealed class QueryParameter<T>(string name, ValueFormat format) : QueryParameter(name, format)
    where T : notnull
{
    public Func<T, OfferQuery, ImmutableArray<SupplierOffers>, GroupTest>? GroupTestFactory { get; init; }

    public Func<T, OfferTest>? OfferTestFactory { get; init; }

    public override GroupTest? CreateGroupTest(OfferQuery query, ImmutableArray<SupplierOffers> suppliers) =>
        GroupTestFactory is not null && query.TryGet(this, out var value) ? GroupTestFactory(value, query, suppliers) : null;

    public override OfferTest? CreateOfferTest(OfferQuery query) =>
        OfferTestFactory is not null && query.TryGet(this, out var value) ? OfferTestFactory(value) : null;
}
