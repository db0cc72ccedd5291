using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Searches;

/// <summary>Which airports the same number of suppliers serve, so that every search of one of them gets equally many offers.</summary>
internal sealed record Fleet(IReadOnlyList<string> Airports, int Suppliers)
{
    /// <summary>Asks a host for one search of every airport that the benchmark knows.</summary>
    public static async Task<Fleet> FindAsync(Workbench workbench, CancellationToken cancellationToken)
    {
        const int each = 10;
        var settings = new HostSettings { Folder = workbench.NewFolder(), OffersPerAirport = each };
        await using var host = await workbench.StartHostAsync(settings, cancellationToken);
        var all = new Fleet(SearchBodies.Airports, 0);
        var (_, tokens) = await Searching.PostAsync(host, all.Bodies(0, all.Airports.Count), 8, cancellationToken);
        var ended = await Searching.AuditAsync(host, tokens, TimeSpan.FromMinutes(1), cancellationToken);
        var largest = all.Airports.Zip(ended, (airport, answer) => (Airport: airport, answer.Total))
            .GroupBy(found => found.Total, found => found.Airport)
            .MaxBy(group => (group.Count(), group.Key))!;
        Workbench.Progress($"{largest.Key / each} suppliers at each of {largest.Count()} airports: {string.Join(' ', largest)}");
        return largest.Key >= each ? new Fleet([.. largest], largest.Key / each) : throw new BenchException("No supplier offers anything.");
    }

    /// <summary>The setting OffersPerAirport with which a search gets so many offers, or a few more.</summary>
    public int OffersPerAirport(int offers) => (offers + Suppliers - 1) / Suppliers;

    /// <summary>Different searches of these airports.</summary>
    public List<string> Bodies(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => SearchBodies.OneAirport(i, Airports[i % Airports.Count]))];
}
