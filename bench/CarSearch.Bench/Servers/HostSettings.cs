using System.Globalization;

namespace CarSearch.Bench.Servers;

/// <summary>How a CarSearch host is set for a measurement. The one place that knows its settings' names.</summary>
internal sealed record HostSettings
{
    /// <summary>The folder of the database: fresh, or one of an earlier host.</summary>
    public required string Folder { get; init; }

    /// <summary>What each simulated supplier offers at each airport.</summary>
    public int OffersPerAirport { get; init; } = 13;

    /// <summary>How long every supplier takes; null: no time at all.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The environment variables that say so.</summary>
    public Dictionary<string, string> ToEnvironment()
    {
        var settings = new Dictionary<string, string>
        {
            ["CarSearch__Database"] = Path.Combine(Folder, "carsearch.db"),
            ["CarSearch__MaxInFlight"] = "40000",
            ["CarSearch__MaxWaiting"] = "2000",
            ["CarSearch__Simulated__OffersPerAirport"] = OffersPerAirport.ToString(CultureInfo.InvariantCulture),
            ["CarSearch__Simulated__FaultRate"] = "0",
            ["CarSearch__Simulated__LatencyScale"] = "0",
        };
        if (Latency is { } latency)
        {
            settings["CarSearch__Simulated__FixedLatency"] = latency.ToString("c");
            settings["CarSearch__SupplierTimeout"] = (latency + TimeSpan.FromSeconds(10)).ToString("c");
            settings["CarSearch__Deadline"] = (latency + TimeSpan.FromSeconds(20)).ToString("c");
        }

        return settings;
    }
}
