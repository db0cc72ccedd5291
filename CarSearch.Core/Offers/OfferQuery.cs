using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>The order of offers.</summary>
public enum OfferSort
{
    /// <summary>Cheapest first.</summary>
    Price,

    /// <summary>Best-rated supplier first.</summary>
    Rating,

    /// <summary>Smallest first.</summary>
    Size,
}

/// <summary>Which offers a caller wants to see, and in what order. A member that is null lets everything pass.</summary>
public sealed record OfferQuery
{
    /// <summary>The greatest <see cref="Skip"/>.</summary>
    public const int MostSkipped = 1_000_000;

    /// <summary>The sizes asked for, without duplicates, smallest first.</summary>
    public IReadOnlyList<CarSize>? Sizes { get; init; }

    /// <summary>The larger size up to which offers come too; then <see cref="Sizes"/> has exactly one.</summary>
    public CarSize? Upgrade { get; init; }

    /// <summary>The types of body asked for, without duplicates, in their order.</summary>
    public IReadOnlyList<CarType>? Types { get; init; }

    /// <summary>The suppliers asked for, by name, case ignored.</summary>
    public IReadOnlyList<string>? Suppliers { get; init; }

    /// <summary>The lowest supplier rating accepted, 0 to 10.</summary>
    public decimal? Rating { get; init; }

    /// <summary>The gearbox asked for.</summary>
    public Transmission? Transmission { get; init; }

    /// <summary>The least number of seats, 1 to 60.</summary>
    public int? Seats { get; init; }

    /// <summary>The highest total accepted, in the search's currency; an offer in another currency does not pass.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>The order.</summary>
    public OfferSort Sort { get; init; }

    /// <summary>How many offers a page holds, 1 to 100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>How many matches come before the page, 0 to <see cref="MostSkipped"/>.</summary>
    public int Skip { get; init; }
}
