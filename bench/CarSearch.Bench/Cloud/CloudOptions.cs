namespace CarSearch.Bench.Cloud;

/// <summary>What the command line asks for, after <c>cloud</c>; see <see cref="Usage"/>.</summary>
internal sealed record CloudOptions(Uri Address, string? Key, int Searches, string? StorageLog, TimeSpan PauseBeforeGets)
{
    public const string Usage = """
        dotnet run -c Release --project bench/CarSearch.Bench -- cloud ADDRESS [OPTION VALUE]...
          ADDRESS             of a running host with simulated suppliers, such as http://localhost:7071
          --key KEY           a function key of it
          --searches N        searches that are posted at once; 200 by default
          --storage-log FILE  the output of the host's Azurite, started without --silent, to count its transactions
          --pause SECONDS     between the POSTs and the GETs, so that the transactions of the searches are counted alone
        """;

    /// <summary>Reads the command line; null when it can't be read.</summary>
    public static CloudOptions? Parse(string[] args)
    {
        if (args is not [var first, .. var rest] || !Uri.TryCreate(first, UriKind.Absolute, out var address))
        {
            return null;
        }

        var defaults = new CloudOptions(address, null, 200, null, TimeSpan.Zero);
        return rest.Chunk(2).Aggregate<string[], CloudOptions?>(defaults, (options, pair) => pair switch
        {
            _ when options is null => null,
            ["--key", var value] => options with { Key = value },
            ["--searches", var value] when int.TryParse(value, out var searches) && searches > 0 => options with { Searches = searches },
            ["--storage-log", var value] when File.Exists(value) => options with { StorageLog = value },
            ["--pause", var value] when int.TryParse(value, out var seconds) && seconds >= 0 =>
                options with { PauseBeforeGets = TimeSpan.FromSeconds(seconds) },
            _ => null,
        });
    }
}
