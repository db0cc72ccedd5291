using CarSearch.Bench.Http;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>Searches posted at full rate, all left in flight, beside a bare endpoint that parses the same bodies and answers 202.</summary>
internal static class PostFigure
{
    private const int Connections = 128;

    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        var (count, warmUp, rounds) = workbench.Quick ? (1_000, 300, 2) : (15_000, 12_000, 5);
        var bodies = Enumerable.Range(0, warmUp + count).Select(SearchBodies.AnyPlace).ToList();
        var (bare, host) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < rounds; round++)
        {
            await using (var server = await workbench.StartBareAsync(["post"], cancellationToken))
            {
                bare.Add((await MeasureAsync(server, bodies, warmUp, cancellationToken)).Load);
            }

            // A fresh process with a fresh store each round: what is in flight stays so, and dies with it.
            var settings = new HostSettings { Folder = workbench.NewFolder(), Latency = TimeSpan.FromMinutes(1) };
            await using (var server = await workbench.StartHostAsync(settings, cancellationToken))
            {
                var (load, tokens) = await MeasureAsync(server, bodies, warmUp, cancellationToken);
                await ExpectInFlightAsync(server, tokens, cancellationToken);
                host.Add(load);
            }

            Directory.Delete(settings.Folder, recursive: true);
            Workbench.Progress($"  bare {bare[^1].PerSecond:N0}/s, CarSearch {host[^1].PerSecond:N0}/s");
        }

        report.Add(Figure.Compare(
            $"POST, {count:N0} searches, all left in flight",
            [.. bare.Select(round => round.PerSecond)],
            [.. host.Select(round => round.PerSecond)],
            "/s",
            min: 1 / 3.0));
        report.Note(
            $"POST: {rounds} pairs of rounds, {Connections} connections, {warmUp:N0} requests of warm-up before each; " +
            $"bare: {LoadResult.Describe(bare)}; CarSearch: {LoadResult.Describe(host)}.");
    }

    private static async Task<(LoadResult Load, string[] Tokens)> MeasureAsync(
        ServerProcess server, List<string> bodies, int warmUp, CancellationToken cancellationToken)
    {
        // In three turns, because the runtime compiles what is hot in steps, and each step in a pause.
        foreach (var turn in bodies[..warmUp].Chunk(warmUp / 3))
        {
            await Searching.PostAsync(server, turn, Connections, cancellationToken);
            await Task.Delay(400, cancellationToken);
        }

        return await Searching.PostAsync(server, bodies[warmUp..], Connections, cancellationToken);
    }

    private static async Task ExpectInFlightAsync(ServerProcess server, string[] tokens, CancellationToken cancellationToken)
    {
        var sample = tokens.Where((_, i) => i % (tokens.Length / 50) == 0)
            .Select(token => HttpRequests.Get(server.Port, $"/api/searches/{token}?limit=1"));
        await ClosedLoop.RunAsync(server, 4, [.. sample], (_, answer) => answer.Expect(202), cancellationToken);
    }
}
