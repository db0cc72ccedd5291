using CarSearch.Cars;

namespace CarSearch.Suppliers.Simulated;

/// <summary>The location of a supplier's stations: mixed ones are in the terminal of large airports and of some others.</summary>
internal enum StationSite
{
    Terminal,
    Mixed,
    Shuttle,
}

/// <summary>The distance between pick-up and drop-off, as far as a request shows it.</summary>
internal enum ReturnDistance
{
    SameStation,
    SameCity,
    SameTimeZone,
    SameCountry,
    Abroad,
}

/// <summary>The conditions of an offer. The distance can be limited even if the supplier's other offers are unlimited.</summary>
internal sealed record RatePlan(double Factor, PaymentTime Payment, bool FreeCancellation, bool LimitedMileage = false);

/// <summary>The characteristics of one fictitious supplier.</summary>
internal sealed record FleetProfile
{
    /// <summary>Gets the brand. In lower case, it is the first label of the booking addresses.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the customer rating, 0 to 10.</summary>
    public required double Rating { get; init; }

    /// <summary>Gets the factor of its prices; 1 is the average.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>Gets the price of a week in daily rates.</summary>
    public required double WeekInDays { get; init; }

    public required StationSite Site { get; init; }

    /// <summary>Gets the minimum number of offers at an airport. At a hub, the minimum is halfway to <see cref="MaxOffers"/>.</summary>
    public required int MinOffers { get; init; }

    public required int MaxOffers { get; init; }

    /// <summary>Gets the predicate that selects its cars from those of a region.</summary>
    public required Func<Car, bool> Has { get; init; }

    public required IReadOnlyList<RatePlan> Plans { get; init; }

    /// <summary>Gets its countries (ISO 3166-1 alpha-2, separated by spaces), or null for all.</summary>
    public string? Countries { get; init; }

    /// <summary>Gets the rental companies, if it is a broker.</summary>
    public IReadOnlyList<string> Vendors { get; init; } = [];

    public ReturnDistance MaxReturnDistance { get; init; } = ReturnDistance.SameCountry;

    public int MinDriverAge { get; init; } = 21;

    /// <summary>Gets the daily fee of a driver under 25, in US dollars.</summary>
    public double YoungDriverFee { get; init; } = 24;

    /// <summary>Gets the fraction of offers that require confirmation.</summary>
    public double OnRequest { get; init; }

    /// <summary>Gets the kilometers included per day outside North America, or null if unlimited.</summary>
    public int? DailyKilometers { get; init; }

    /// <summary>Gets the factor of its deposits, or null if it does not state them.</summary>
    public double? DepositFactor { get; init; } = 1;

    /// <summary>Gets the factor of the excess, or null if it does not state it.</summary>
    public double? ExcessFactor { get; init; } = 1;

    /// <summary>Gets the fuel policy, or null if it does not state it.</summary>
    public FuelPolicy? FuelPolicy { get; init; } = Suppliers.FuelPolicy.FullToFull;

    /// <summary>Gets a value indicating whether a booking without payment needs a guarantee.</summary>
    public bool NeedsGuarantee { get; init; }

    /// <summary>Gets the fee for a pick-up or return outside the opening hours, in US dollars, or 0.</summary>
    public double AfterHoursFee { get; init; }

    /// <summary>Gets a value indicating whether it states address, location, telephone and hours of its stations.</summary>
    public bool HasStationDetails { get; init; }

    /// <summary>Gets the median latency, in seconds.</summary>
    public required double LatencyMedian { get; init; }

    /// <summary>Gets the standard deviation of the logarithm of the latency.</summary>
    public required double LatencySigma { get; init; }

    /// <summary>Gets the fraction of calls with a transient fault.</summary>
    public required double TransientFaults { get; init; }

    /// <summary>Gets the fraction of searches with a permanent fault.</summary>
    public required double PermanentFaults { get; init; }

    public bool Serves(string country) => Countries is null || Countries.Contains(country, StringComparison.Ordinal);
}
