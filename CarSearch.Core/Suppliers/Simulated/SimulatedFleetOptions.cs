namespace CarSearch.Suppliers.Simulated;

/// <summary>How the simulated suppliers behave. What they offer does not depend on it, but for <see cref="OffersPerAirport"/>.</summary>
public sealed class SimulatedFleetOptions
{
    /// <summary>Multiplies every latency: 1 is like the real thing (1-20 s, some slower), 0 answers at once, without a timer. 0 to 100.</summary>
    public double LatencyScale { get; set; } = 1;

    /// <summary>What every answer takes instead, faults included, such as for a load test; zero answers at once. At most a day.</summary>
    public TimeSpan? FixedLatency { get; set; }

    /// <summary>
    /// What the first supplier's answers take where <see cref="FixedLatency"/> is set: that is then the last one's, and the latencies between
    /// grow by an equal factor. Above zero, at most <see cref="FixedLatency"/>.
    /// </summary>
    public TimeSpan? MinFixedLatency { get; set; }

    /// <summary>Multiplies every supplier's share of faults: 1 is like the real thing, 0 never fails. 0 to 1,000.</summary>
    public double FaultRate { get; set; } = 1;

    /// <summary>How many offers every supplier makes at every airport it serves, instead of its own 10 to 100. 1 to 1,000.</summary>
    public int? OffersPerAirport { get; set; }

    /// <summary>Changes which searches are slow and which calls fail, and nothing else. Equal seeds give equal latencies and faults.</summary>
    public int Seed { get; set; }

    /// <summary>The fixed latency of one of the suppliers; null when there is none.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="count">How many there are.</param>
    internal TimeSpan? FixedLatencyOf(int index, int count) =>
        FixedLatency is { } max && MinFixedLatency is { } min ? min * Math.Pow(max / min, index / Math.Max(1.0, count - 1)) : FixedLatency;

    /// <summary>What is wrong with the settings: a sentence for each, naming the setting and what it takes.</summary>
    public IEnumerable<string> Problems()
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
