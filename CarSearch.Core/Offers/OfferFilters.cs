using System.Collections.Immutable;
using CarSearch.Cars;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>The filters of offers. Each is described here, and nowhere else but in <c>openapi.json</c>.</summary>
internal static class OfferFilters
{
    public static QueryParameter<IReadOnlyList<CarSize>> Size { get; } = new("size", ValueFormat.Words(
        CarWords.Sizes,
        unnamed: null,
        ("small", [CarSize.Mini, CarSize.Economy, CarSize.Compact]),
        ("medium", [CarSize.Intermediate, CarSize.Standard]),
        ("large", [CarSize.FullSize, CarSize.Premium, CarSize.Luxury, CarSize.Oversize])))
    {
        OriginalName = "CarSize",
        GroupTestFactory = static (sizes, query, _) =>
        {
            var isUpgrade = query.TryGet(Upgrade!, out var upgrade);
            var passes = Enum.GetValues<CarSize>()
                .Select(size => sizes.Contains(size) || (isUpgrade && size > sizes[0] && size <= upgrade)).ToArray();
            return (in group) => passes[(int)group.Size];
        },
        Facet = new WordFacet<CarSize>(CarWords.Sizes, static (in group) => (byte)group.Size),
    };

    public static QueryParameter<IReadOnlyList<CarType>> Type { get; } = new("type", ValueFormat.Words(CarWords.Types))
    {
        GroupTestFactory = static (types, _, _) =>
        {
            var passes = Enum.GetValues<CarType>().Select(type => types.Contains(type)).ToArray();
            return (in group) => passes[(int)group.Type];
        },
        Facet = new WordFacet<CarType>(CarWords.Types, static (in group) => (byte)group.Type),
    };

    /// <summary>The larger size up to which offers are returned too; then <see cref="Size"/> has exactly one, and tests both.</summary>
    public static QueryParameter<CarSize> Upgrade { get; } = new("upgrade", ValueFormat.Word(CarWords.Sizes))
    {
        OriginalName = "UpgradeClass",
        DependsOn = Size,
        Check = static query =>
            !query.TryGet(Size, out var sizes) || sizes is not [var size]
                ? "An upgrade needs exactly one size of the ladder to start from, such as size=compact&upgrade=fullSize."
                : query.TryGet(Upgrade!, out var upgrade) && upgrade <= size
                    ? $"{CarWords.Sizes.Format(upgrade)} is not larger than {CarWords.Sizes.Format(size)}; "
                        + $"the ladder is {string.Join(", ", CarWords.Sizes.All)}."
                    : null,
    };

    public static QueryParameter<IReadOnlyList<string>> Supplier { get; } = new("supplier", ValueFormat.Names())
    {
        GroupTestFactory = static (names, _, suppliers) =>
        {
            var passes = suppliers.Select(supplier => names.Contains(supplier.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
            return (in group) => passes[group.Supplier];
        },
        Facet = new SupplierFacet(),
    };

    public static QueryParameter<decimal> Rating { get; } = new("rating", ValueFormat.Decimal(
        "a number from 0 to 10", value => value is >= 0 and <= 10))
    {
        OriginalName = "SupplierRating",
        GroupTestFactory = static (rating, _, suppliers) =>
        {
            var passes = suppliers.Select(supplier => (decimal)supplier.Rating >= rating).ToArray();
            return (in group) => passes[group.Supplier];
        },
        Facet = new RatingFacet(),
    };

    public static QueryParameter<Transmission> Transmission { get; } = new("transmission", ValueFormat.Word(CarWords.Transmissions))
    {
        GroupTestFactory = static (transmission, _, _) => (in group) => group.Transmission == (byte)transmission,
        Facet = new WordFacet<Transmission>(CarWords.Transmissions, static (in group) => group.Transmission),
    };

    public static QueryParameter<int> Seats { get; } = new("seats", ValueFormat.Integer(1, 60))
    {
        OfferTestFactory = static seats => (in row) => row.Seats >= seats,
    };

    /// <summary>The highest total in the search's currency. An offer in another currency does not pass.</summary>
    public static QueryParameter<decimal> MaxPrice { get; } = new("maxPrice", ValueFormat.Decimal(
        "an amount above 0, at most 1000000000, in the search's currency", value => value is > 0 and <= 1_000_000_000))
    {
        OfferTestFactory = static amount =>
        {
            var price = OfferKey.ToPrice(amount);
            return (in row) => row.Price <= price && !row.IsForeign;
        },
    };

    /// <summary>The fuels, of offers that state one.</summary>
    public static QueryParameter<IReadOnlyList<Fuel>> Fuel { get; } = new("fuel", ValueFormat.Words(CarWords.Fuels, Cars.Fuel.Unspecified))
    {
        OfferTestFactory = static fuels => (in row) => fuels.Contains(row.Fuel),
    };

    public static QueryParameter<bool> AirConditioning { get; } =
        Flag("airConditioning", OfferFeatures.AirConditioning, OfferFeatures.NoAirConditioning);

    public static QueryParameter<MileageFilter> Mileage { get; } = new("mileage", ValueFormat.Word<MileageFilter>())
    {
        OfferTestFactory = static _ => (in row) => row.Features.HasFlag(OfferFeatures.UnlimitedMileage),
    };

    public static QueryParameter<bool> FreeCancellation { get; } =
        Flag("freeCancellation", OfferFeatures.FreeCancellation, OfferFeatures.NoFreeCancellation);

    public static QueryParameter<bool> AtAirport { get; } = Flag("atAirport", OfferFeatures.AtAirport, OfferFeatures.NotAtAirport);

    /// <summary>The times of payment, of offers that state one.</summary>
    public static QueryParameter<IReadOnlyList<PaymentTime>> Payment { get; } = new("payment", ValueFormat.Words(TermWords.Payments))
    {
        OfferTestFactory = static payments =>
        {
            var flags = payments.Aggregate(OfferFeatures.None, (flags, payment) => flags | OfferKey.Flag(payment));
            return (in row) => (row.Features & flags) != 0;
        },
    };

    /// <summary>
    /// The highest deposit in the search's currency. An offer that states no deposit, or one in another currency, does not pass.
    /// </summary>
    public static QueryParameter<decimal> MaxDeposit { get; } = new("maxDeposit", ValueFormat.Decimal(
        "an amount from 0 to 1000000000, in the search's currency", value => value is >= 0 and <= 1_000_000_000))
    {
        OfferTestFactory = static amount =>
        {
            var deposit = OfferKey.ToPrice(amount);
            return (in row) => row.Deposit <= deposit;
        },
    };

    /// <summary>All filters, in the order of the canonical query string and of the facets. At most 32.</summary>
    public static ImmutableArray<QueryParameter> All { get; } =
    [
        Size, Type, Upgrade, Supplier, Rating, Transmission, Seats, MaxPrice,
        Fuel, AirConditioning, Mileage, FreeCancellation, AtAirport, Payment, MaxDeposit,
    ];

    /// <summary>A filter of what is true, false or not stated. An offer that does not state it never passes.</summary>
    private static QueryParameter<bool> Flag(string name, OfferFeatures yes, OfferFeatures no) => new(name, ValueFormat.Boolean())
    {
        OfferTestFactory = value =>
        {
            var flag = value ? yes : no;
            return (in row) => (row.Features & flag) != 0;
        },
    };
}

/// <summary>The values of the filter <c>mileage</c>.</summary>
internal enum MileageFilter
{
    Unlimited,
}
