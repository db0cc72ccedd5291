using System.Globalization;

namespace CarSearch.Bench.Overload;

/// <summary>What the command line asks for, after <c>overload</c>; see <see cref="Usage"/>.</summary>
internal sealed record OverloadOptions(
    int? HeapMib, int Seconds, TimeSpan Latency, IReadOnlyList<double> Loads, double Calibration, RunningHost? Running)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- overload [--heap MIB] [--seconds N] [--latency SECONDS]
            [--loads 0.5,1,2,5,10] [--port PORT --processes PID,PID --metrics-port PORT] [--calibrate N]
          --heap     limits the host's heap; by default the memory of the machine
          --seconds  each load lasts so long, by default 60, at least 15
          --latency  what every supplier takes, by default 5
          --loads    offered loads, in multiples of what the host can carry
          --port, --processes, --metrics-port
                     a Functions host that runs on this machine, its process and its worker's, and where they export metrics to, as
                     bench/README.md starts them; by default an embedded host that the benchmark starts
          --calibrate  searches a second that the host can carry, where the search for its capacity begins; by default 50
        """;

    private RunningHost RunningOrEmpty => Running ?? new(0, [], 0);

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static OverloadOptions? Parse(string[] args)
    {
        var defaults = new OverloadOptions(null, 60, TimeSpan.FromSeconds(5), [0.5, 1, 2, 5, 10], 50, null);
        return args.Chunk(2).Aggregate<string[], OverloadOptions?>(defaults, Read) switch
        {
            { Running: null } embedded => embedded,
            { HeapMib: null, Running: { Port: > 0, Processes: [_, ..], MetricsPort: > 0 } } cloud => cloud,
            _ => null,
        };
    }

    private static OverloadOptions? Read(OverloadOptions? options, string[] pair) => pair switch
    {
        _ when options is null => null,
        ["--heap", var value] when int.TryParse(value, out var heap) && heap >= 64 => options with { HeapMib = heap },
        ["--seconds", var value] when int.TryParse(value, out var seconds) && seconds >= 15 => options with { Seconds = seconds },
        ["--latency", var value] when int.TryParse(value, out var latency) && latency is > 0 and <= 20 =>
            options with { Latency = TimeSpan.FromSeconds(latency) },
        ["--loads", var value] when ReadAll<double>(value) is { } loads && loads.All(load => load is > 0 and <= 100) =>
            options with { Loads = loads },
        ["--calibrate", var value] when int.TryParse(value, out var rate) && rate > 0 => options with { Calibration = rate },
        ["--port", var value] when int.TryParse(value, out var port) =>
            options with { Running = options.RunningOrEmpty with { Port = port } },
        ["--metrics-port", var value] when int.TryParse(value, out var port) =>
            options with { Running = options.RunningOrEmpty with { MetricsPort = port } },
        ["--processes", var value] when ReadAll<int>(value) is { } ids =>
            options with { Running = options.RunningOrEmpty with { Processes = ids } },
        _ => null,
    };

    private static List<T>? ReadAll<T>(string text)
        where T : struct, IParsable<T>
    {
        var parts = text.Split(',');
        List<T> values =
            [.. parts.Select(part => T.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : (T?)null).OfType<T>()];
        return values.Count == parts.Length ? values : null;
    }
}

/// <summary>A cloud host that runs on this machine: its port, its processes, and the port that it exports metrics to.</summary>
internal sealed record RunningHost(int Port, IReadOnlyList<int> Processes, int MetricsPort);
