using System.Collections.Immutable;

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

/// <summary>What offers are grouped by to return the cheapest of each group.</summary>
internal enum OfferGrouping
{
    Size,
    Type,
    Supplier,
}

/// <summary>How much of each offer is returned: everything, or what an assistant needs.</summary>
internal enum OfferView
{
    Full,
    Brief,
}

/// <summary>The parameters of a query of offers: the filters, the groups, the view, the order and the page.</summary>
internal static class OfferParameters
{
    public const int MaxSkip = 1_000_000;

    /// <summary>The groups of which only the cheapest match is returned.</summary>
    public static QueryParameter<OfferGrouping> Best { get; } = new("best", ValueFormat.Word<OfferGrouping>());

    public static QueryParameter<OfferView> View { get; } = new("view", ValueFormat.Word<OfferView>())
    {
        Default = OfferView.Full,
    };

    public static QueryParameter<OfferSort> Sort { get; } = new("sort", ValueFormat.Word<OfferSort>())
    {
        Default = OfferSort.Price,
    };

    public static QueryParameter<int> Limit { get; } = new("limit", ValueFormat.Integer(1, 100)) { Default = 20 };

    /// <summary>The number of matches before the page.</summary>
    public static QueryParameter<int> Skip { get; } = new("skip", ValueFormat.Integer(0, MaxSkip)) { Default = 0 };

    /// <summary>All parameters, in the order of the canonical query string.</summary>
    public static ImmutableArray<QueryParameter> All { get; } = [.. OfferFilters.All, Best, View, Sort, Limit, Skip];
}
