namespace CarSearch.Bench.Overload;

/// <summary>What the command line asks for, after <c>share</c>.</summary>
/// <param name="HeapMib">The limit of the host's heap, in MiB.</param>
/// <param name="Capacity">Searches a second that the host can carry with that heap, as <c>overload</c> measures them.</param>
/// <param name="Seconds">How long the other keys are measured.</param>
/// <param name="Greedy">What the greedy key offers, in multiples of the capacity.</param>
/// <param name="Other">What each other key offers, as a part of the capacity.</param>
internal sealed record ShareOptions(int HeapMib, int Capacity, int Seconds, int Greedy, double Other)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- share [--heap MIB] [--capacity N] [--seconds N] [--greedy N]
          --heap      limits the host's heap, by default 256
          --capacity  searches a second that the host can carry, as overload measures them, by default 100
          --seconds   how long the other keys are measured, by default 40
          --greedy    what the greedy key offers, in multiples of the capacity, by default 5
        """;

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static ShareOptions? Parse(string[] args)
    {
        var options = new ShareOptions(256, 100, 40, 5, 0.1);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--heap" when int.TryParse(args[i + 1], out var heap) && heap >= 64:
                    options = options with { HeapMib = heap };
                    break;
                case "--capacity" when int.TryParse(args[i + 1], out var capacity) && capacity >= 10:
                    options = options with { Capacity = capacity };
                    break;
                case "--seconds" when int.TryParse(args[i + 1], out var seconds) && seconds >= 10:
                    options = options with { Seconds = seconds };
                    break;
                case "--greedy" when int.TryParse(args[i + 1], out var greedy) && greedy is >= 1 and <= 100:
                    options = options with { Greedy = greedy };
                    break;
                default:
                    return null;
            }
        }

        return args.Length % 2 == 0 ? options : null;
    }
}
