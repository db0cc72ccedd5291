using System.Globalization;

namespace CarSearch.Bench.Overload;

/// <summary>What the command line asks for, after <c>overload</c>.</summary>
/// <param name="HeapMib">The limit of the host's heap, in MiB; null for the machine's memory.</param>
/// <param name="Seconds">How long each load lasts.</param>
/// <param name="Latency">What every supplier takes.</param>
/// <param name="Loads">Offered loads, in multiples of what the host can carry.</param>
/// <param name="Calibration">Searches a second that the host can carry; more are offered until it can't.</param>
/// <param name="Running">A cloud host that runs already; null for an embedded host that the benchmark starts.</param>
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

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static OverloadOptions? Parse(string[] args)
    {
        var options = new OverloadOptions(null, 60, TimeSpan.FromSeconds(5), [0.5, 1, 2, 5, 10], 50, null);
        var (port, metricsPort, processes) = (0, 0, Array.Empty<int>());
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            switch (args[i])
            {
                case "--heap" when int.TryParse(value, out var heap) && heap >= 64:
                    options = options with { HeapMib = heap };
                    break;
                case "--seconds" when int.TryParse(value, out var seconds) && seconds >= 15:
                    options = options with { Seconds = seconds };
                    break;
                case "--latency" when int.TryParse(value, out var latency) && latency is > 0 and <= 20:
                    options = options with { Latency = TimeSpan.FromSeconds(latency) };
                    break;
                case "--loads" when value.Split(',').All(part => TryParseLoad(part) is not null):
                    options = options with { Loads = [.. value.Split(',').Select(part => TryParseLoad(part)!.Value)] };
                    break;
                case "--calibrate" when int.TryParse(value, out var rate) && rate > 0:
                    options = options with { Calibration = rate };
                    break;
                case "--port" when int.TryParse(value, out port):
                case "--metrics-port" when int.TryParse(value, out metricsPort):
                    break;
                case "--processes" when value.Split(',').All(part => int.TryParse(part, out _)):
                    processes = [.. value.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
                    break;
                default:
                    return null;
            }
        }

        if (port > 0)
        {
            options = options with { Running = new(port, processes, metricsPort) };
        }

        var isWhole = port > 0
            ? metricsPort > 0 && processes.Length > 0 && options.HeapMib is null
            : metricsPort == 0 && processes.Length == 0;
        return args.Length % 2 == 0 && isWhole ? options : null;
    }

    private static double? TryParseLoad(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) && load is > 0 and <= 100 ? load : null;
}

/// <summary>A cloud host that runs on this machine.</summary>
/// <param name="Port">The port that it listens on.</param>
/// <param name="Processes">The process ids of the Functions host and its worker.</param>
/// <param name="MetricsPort">The port that it exports metrics to.</param>
internal sealed record RunningHost(int Port, IReadOnlyList<int> Processes, int MetricsPort);
