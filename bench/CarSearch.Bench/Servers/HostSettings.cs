using System.Globalization;

namespace CarSearch.Bench.Servers;

/// <summary>How a CarSearch host is set for a measurement. The one place that knows its settings' names.</summary>
internal sealed record HostSettings
{
    /// <summary>The folder of the database: fresh, or one of an earlier host.</summary>
    public required string Folder { get; init; }

    public int OffersPerAirport { get; init; } = 13;

    /// <summary>How long every supplier takes; null: no time at all.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How long the first supplier takes where <see cref="Latency"/> is the last one's; null: as long as all others.</summary>
    public TimeSpan? MinLatency { get; init; }

    public int MaxInFlight { get; init; } = 40_000;

    /// <summary>The maximum wait of a search for its run. The default is longer than the wait in any other measurement.</summary>
    public TimeSpan MaxWaitToStart { get; init; } = TimeSpan.FromMinutes(4);

    public int? HeapMib { get; init; }

    /// <summary>The access keys by the name of their holder; without any, requests need none.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>The share of the searches that one access key can hold; null: the default.</summary>
    public double? MaxShare { get; init; }

    /// <summary>Where metrics go; null: nowhere.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Gets the environment variables. Those that are null are not set.</summary>
    public Dictionary<string, string?> ToEnvironment()
    {
        var settings = new Dictionary<string, string?>
        {
            ["CarSearch__Database"] = Path.Combine(Folder, "carsearch.db"),
            ["CarSearch__MaxInFlight"] = MaxInFlight.ToString(CultureInfo.InvariantCulture),
            ["CarSearch__MaxWaitToStart"] = MaxWaitToStart.ToString("c"),
            ["CarSearch__MaxWaiting"] = "2000",
            ["CarSearch__MaxShare"] = MaxShare?.ToString(CultureInfo.InvariantCulture),
            ["CarSearch__Simulated__OffersPerAirport"] = OffersPerAirport.ToString(CultureInfo.InvariantCulture),
            ["CarSearch__Simulated__FaultRate"] = "0",
            ["CarSearch__Simulated__LatencyScale"] = "0",
            ["CarSearch__Simulated__FixedLatency"] = Latency?.ToString("c"),
            ["CarSearch__Simulated__MinFixedLatency"] = MinLatency?.ToString("c"),
            ["CarSearch__SupplierTimeout"] = (Latency + TimeSpan.FromSeconds(10))?.ToString("c"),
            ["CarSearch__Deadline"] = (Latency + TimeSpan.FromSeconds(20))?.ToString("c"),
            ["DOTNET_GCHeapHardLimit"] = HeapMib is { } heap ? $"0x{(long)heap << 20:x}" : null,
        };
        foreach (var (name, key) in Keys)
        {
            settings[$"CarSearch__Keys__{name}"] = key;
        }

        if (MetricsPort is { } port)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}";
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            settings["OTEL_TRACES_SAMPLER"] = "always_off";
        }

        return settings;
    }
}
