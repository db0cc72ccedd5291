using System.Globalization;

namespace CarSearch.Bench.Overload;

/// <summary>What the command line asks for, after <c>share</c>; see <see cref="Usage"/>.</summary>
internal sealed record ShareOptions(int HeapMib, int Capacity, int Seconds, int Greedy, double? MaxShare)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- share [--heap MIB] [--capacity N] [--seconds N] [--greedy N]
            [--max-share N]
          --heap       limits the host's heap, by default 256
          --capacity   searches a second that the host can carry, as overload measures them, by default 100
          --seconds    how long the other keys are measured, by default 40
          --greedy     what the greedy key offers, in multiples of the capacity, by default 5
          --max-share  the setting MaxShare of the host, by default 0.5; 1 shows the same without shares
        """;

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static ShareOptions? Parse(string[] args) =>
        args.Chunk(2).Aggregate<string[], ShareOptions?>(new(256, 100, 40, 5, null), (options, pair) => pair switch
        {
            _ when options is null => null,
            ["--heap", var value] when int.TryParse(value, out var heap) && heap >= 64 => options with { HeapMib = heap },
            ["--capacity", var value] when int.TryParse(value, out var rate) && rate >= 10 => options with { Capacity = rate },
            ["--seconds", var value] when int.TryParse(value, out var time) && time >= 10 => options with { Seconds = time },
            ["--greedy", var value] when int.TryParse(value, out var times) && times is >= 1 and <= 100 => options with { Greedy = times },
            ["--max-share", var value] when double.TryParse(value, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 =>
                options with { MaxShare = share },
            _ => null,
        });
}
