namespace CarSearch.Bench;

/// <summary>What the command line asks for; see <see cref="Usage"/>. The root is the folder of CarSearch.sln.</summary>
internal sealed record BenchOptions(string Part, bool Quick, bool Write, string? Host, string Root)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- [PART] [--quick] [--write] [--host EXECUTABLE]
          PART     post, get, flight, disk, start, parse or all
          --quick  small sizes, under a minute in all: checks the tool, measures nothing
          --write  puts the table into bench/README.md (all parts, full size)
          --host   measures an executable published before
        """;

    /// <summary>Gets the options without arguments.</summary>
    public static BenchOptions Default => new("all", false, false, null, FindRoot());

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static BenchOptions? Parse(string[] args, IEnumerable<string> parts)
    {
        var options = Default;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    options = options with { Quick = true };
                    break;
                case "--write":
                    options = options with { Write = true };
                    break;
                case "--host" when i + 1 < args.Length:
                    options = options with { Host = args[++i] };
                    break;
                case var part when i == 0 && (part == "all" || parts.Contains(part)):
                    options = options with { Part = part };
                    break;
                default:
                    return null;
            }
        }

        return options.Write && (options.Quick || options.Part != "all") ? null : options;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CarSearch.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new BenchException("The benchmark runs in a checkout of CarSearch.");
    }
}
