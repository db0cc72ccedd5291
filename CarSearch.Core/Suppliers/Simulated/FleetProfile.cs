using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Where a supplier's stations are.</summary>
internal enum StationSite
{
    /// <summary>In the terminal.</summary>
    Terminal,

    /// <summary>In the terminal of large airports, of others here and there.</summary>
    Mixed,

    /// <summary>A shuttle ride away.</summary>
    Shuttle,
}

/// <summary>How far from where it was picked up a car is brought back, as far as a request tells.</summary>
internal enum WayBack
{
    /// <summary>To the same station.</summary>
    SameStation,

    /// <summary>To another airport of the city.</summary>
    SameCity,

    /// <summary>To somewhere in the country with the same time zone.</summary>
    SameTimeZone,

    /// <summary>To somewhere in the country.</summary>
    SameCountry,

    /// <summary>To another country.</summary>
    Abroad,
}

/// <summary>When a rental is paid.</summary>
internal enum Payment
{
    /// <summary>All of it at the desk.</summary>
    AtDesk,

    /// <summary>A deposit when booking, the rest at the desk.</summary>
    Deposit,

    /// <summary>When booking, but for a one-way fee.</summary>
    Prepaid,
}

/// <summary>The conditions that a car is offered at.</summary>
/// <param name="Factor">Multiplies the price.</param>
/// <param name="Payment">When it is paid.</param>
/// <param name="FreeCancellation">Whether it can be canceled without a fee.</param>
/// <param name="LimitedMileage">Whether the distance is limited even where the supplier's other offers are not.</param>
internal sealed record RatePlan(double Factor, Payment Payment, bool FreeCancellation, bool LimitedMileage = false);

/// <summary>One invented supplier: all that sets it apart from the others.</summary>
internal sealed record FleetProfile
{
    /// <summary>Its brand; in lower case, the first label of its booking addresses.</summary>
    public required string Name { get; init; }

    /// <summary>How its customers rate it, 0 to 10.</summary>
    public required double Rating { get; init; }

    /// <summary>Multiplies its prices: 1 is the market's middle.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>A week's price in daily rates.</summary>
    public required double WeekInDays { get; init; }

    /// <summary>Where its stations are.</summary>
    public required StationSite Site { get; init; }

    /// <summary>The fewest offers it makes at an airport; at a hub it makes from midway to <see cref="MostOffers"/>.</summary>
    public required int FewestOffers { get; init; }

    /// <summary>The most offers it makes at an airport.</summary>
    public required int MostOffers { get; init; }

    /// <summary>The cars it has, of those known in a region.</summary>
    public required Func<Car, bool> Has { get; init; }

    /// <summary>The conditions it offers.</summary>
    public required IReadOnlyList<RatePlan> Plans { get; init; }

    /// <summary>The countries it is in (ISO 3166-1 alpha-2, spaces between); null for all.</summary>
    public string? Countries { get; init; }

    /// <summary>Who hands out its cars, if it is a broker.</summary>
    public IReadOnlyList<string> Vendors { get; init; } = [];

    /// <summary>How far away it takes cars back at most.</summary>
    public WayBack OneWay { get; init; } = WayBack.SameCountry;

    /// <summary>The youngest driver, in years.</summary>
    public int MinimumAge { get; init; } = 21;

    /// <summary>What a driver under 25 pays a day, in US dollars.</summary>
    public double YoungDriverFee { get; init; } = 24;

    /// <summary>The share of its offers that it must confirm first.</summary>
    public double OnRequest { get; init; }

    /// <summary>Kilometres a day that it includes outside North America; null where it sets no limit.</summary>
    public int? DailyKilometers { get; init; }

    /// <summary>The median of its latency, in seconds.</summary>
    public required double LatencyMedian { get; init; }

    /// <summary>The standard deviation of the logarithm of its latency.</summary>
    public required double LatencySigma { get; init; }

    /// <summary>The share of calls that fail, and may succeed when asked again.</summary>
    public required double TransientFaults { get; init; }

    /// <summary>The share of searches that it cannot answer, however often it is asked.</summary>
    public required double PermanentFaults { get; init; }

    /// <summary>Whether it has stations in a country.</summary>
    public bool Serves(string country) => Countries is null || Countries.Contains(country, StringComparison.Ordinal);
}
