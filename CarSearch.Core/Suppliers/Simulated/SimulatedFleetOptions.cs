namespace CarSearch.Suppliers.Simulated;

/// <summary>The options of the simulated suppliers. Only <see cref="OffersPerAirport"/> affects their offers.</summary>
public sealed class SimulatedFleetOptions
{
    /// <summary>Gets or sets the factor of every latency: 1 is realistic (1-20 s, some slower), 0 responds at once. 0 to 100.</summary>
    public double LatencyScale { get; set; } = 1;

    /// <summary>Gets or sets a fixed latency instead, for faults too, such as for a load test. At most a day.</summary>
    public TimeSpan? FixedLatency { get; set; }

    /// <summary>
    /// Gets or sets the fixed latency of the first supplier. <see cref="FixedLatency"/> is then that of the last one, and those between
    /// grow by an equal factor. Above zero, at most <see cref="FixedLatency"/>.
    /// </summary>
    public TimeSpan? MinFixedLatency { get; set; }

    /// <summary>Gets or sets the factor of every fault rate: 1 is realistic, 0 never fails. 0 to 1,000.</summary>
    public double FaultRate { get; set; } = 1;

    /// <summary>Gets or sets the number of offers of every supplier at an airport, instead of its own 10 to 100. 1 to 1,000.</summary>
    public int? OffersPerAirport { get; set; }

    /// <summary>Gets or sets the seed of latencies and faults.</summary>
    public int Seed { get; set; }

    /// <summary>Returns the fixed latency of a supplier, or null if there is none.</summary>
    internal TimeSpan? GetFixedLatency(int index, int count) =>
        FixedLatency is { } max && MinFixedLatency is { } min ? min * Math.Pow(max / min, index / Math.Max(1.0, count - 1)) : FixedLatency;

    /// <summary>Returns an error message for each invalid option.</summary>
    public IEnumerable<string> Validate()
    {
        if (LatencyScale is not (>= 0 and <= 100))
        {
            yield return $"{nameof(LatencyScale)} must be 0 to 100.";
        }

        if (FixedLatency is { } latency && (latency < TimeSpan.Zero || latency > TimeSpan.FromDays(1)))
        {
            yield return $"{nameof(FixedLatency)} must be 00:00:00 to 1.00:00:00.";
        }

        if (MinFixedLatency is { } min && !(min > TimeSpan.Zero && min <= FixedLatency))
        {
            yield return $"{nameof(MinFixedLatency)} must be above 00:00:00 and at most {nameof(FixedLatency)}.";
        }

        if (FaultRate is not (>= 0 and <= 1_000))
        {
            yield return $"{nameof(FaultRate)} must be 0 to 1000.";
        }

        if (OffersPerAirport is < 1 or > 1_000)
        {
            yield return $"{nameof(OffersPerAirport)} must be 1 to 1000.";
        }
    }
}
