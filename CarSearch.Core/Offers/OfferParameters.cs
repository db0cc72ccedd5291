using System.Collections.Immutable;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>The order of offers.</summary>
public enum OfferSort
{
    /// <summary>By ascending price.</summary>
    Price,

    /// <summary>By descending rating of the supplier.</summary>
    Rating,

    /// <summary>By ascending size.</summary>
    Size,
}

/// <summary>The parameters of a query of offers: the filters, the order and the page.</summary>
internal static class OfferParameters
{
    /// <summary>The maximum of <see cref="Skip"/>.</summary>
    public const int MaxSkip = 1_000_000;

    /// <summary>The order.</summary>
    public static QueryParameter<OfferSort> Sort { get; } = new("sort", ValueFormat.Word(new CarWords.Words<OfferSort>()))
    {
        Default = OfferSort.Price,
    };

    /// <summary>The number of offers on a page.</summary>
    public static QueryParameter<int> Limit { get; } = new("limit", ValueFormat.Integer(1, 100)) { Default = 20 };

    /// <summary>The number of matches before the page.</summary>
    public static QueryParameter<int> Skip { get; } = new("skip", ValueFormat.Integer(0, MaxSkip)) { Default = 0 };

    /// <summary>All parameters, in the order of the canonical query string.</summary>
    public static ImmutableArray<QueryParameter> All { get; } = [.. OfferFilters.All.Cast<QueryParameter>(), Sort, Limit, Skip];
}
