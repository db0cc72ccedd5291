using System.Globalization;

namespace CarSearch.Bench.Overload;

/// <summary>What the command line asks for, after <c>overload</c>.</summary>
/// <param name="HeapMib">The limit of the host's heap, in MiB; null for the machine's memory.</param>
/// <param name="Seconds">How long each load lasts.</param>
/// <param name="Latency">What every supplier takes.</param>
/// <param name="Loads">Offered loads, in multiples of what the host can carry.</param>
internal sealed record OverloadOptions(int? HeapMib, int Seconds, TimeSpan Latency, IReadOnlyList<double> Loads)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- overload [--heap MIB] [--seconds N] [--latency SECONDS] [--loads 0.5,1,2,5,10]
          --heap     limits the host's heap; its memory is the machine's unless told
          --seconds  each load lasts so long, 60 unless told, 15 at least
          --latency  what every supplier takes, 5 unless told
          --loads    offered loads, in multiples of what the host can carry
        """;

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static OverloadOptions? Parse(string[] args)
    {
        var options = new OverloadOptions(null, 60, TimeSpan.FromSeconds(5), [0.5, 1, 2, 5, 10]);
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
                default:
                    return null;
            }
        }

        return args.Length % 2 == 0 ? options : null;
    }

    private static double? TryParseLoad(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) && load is > 0 and <= 100 ? load : null;
}
