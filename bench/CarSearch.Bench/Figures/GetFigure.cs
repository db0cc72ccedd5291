using System.Text.Json;
using CarSearch.Bench.Http;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>Ended searches read with filters and facets, beside a bare endpoint that writes the very same bytes ready-made.</summary>
internal static class GetFigure
{
    private const int Connections = 32;
    private const int Offers = 1_000;
    private const int WarmUpRounds = 3;

    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        var (searches, pairs, requests, rounds) = workbench.Quick ? (10, 60, 300, 2) : (200, 1_000, 20_000, 5);
        var fleet = await workbench.FleetAsync(cancellationToken);
        var settings = new HostSettings { Folder = workbench.NewFolder(), OffersPerAirport = fleet.OffersPerAirport(Offers) };
        string[] tokens;
        await using (var server = await workbench.StartHostAsync(settings, cancellationToken))
        {
            (_, tokens) = await Searching.PostAsync(server, fleet.Bodies(0, searches), 8, cancellationToken);
            var ended = await Searching.AuditAsync(server, tokens, TimeSpan.FromMinutes(3), cancellationToken);
            if (ended.Min(answer => answer.Total) < Offers)
            {
                throw new BenchException($"A search has {ended.Min(answer => answer.Total)} offers where {Offers} were wanted.");
            }

            var targets = GetQueries.Create(tokens, ended[0].Suppliers, pairs);
            var answers = await CollectAsync(server, targets, cancellationToken);
            var replay = Path.Combine(workbench.NewFolder(), "answers");
            await File.WriteAllBytesAsync(replay, JsonSerializer.SerializeToUtf8Bytes(answers), cancellationToken);

            await using var bare = await workbench.StartBareAsync(["get", replay], cancellationToken);
            await CompareAsync(server, bare, answers, requests, rounds, report, cancellationToken);
            report.Note(
                $"GET: {searches:N0} searches of {SearchAnswer.OffersOf(ended)} offers, {pairs:N0} pairs of token and query, " +
                $"answers of {answers.Average(answer => answer.Body.Length) / 1024:0.0} KiB on average " +
                $"({answers.Average(answer => answer.Matched):N0} offers matched).");
            await server.StopAsync(cancellationToken);
        }

        await MeasureColdAsync(workbench, settings, tokens, report, cancellationToken);
        Directory.Delete(settings.Folder, recursive: true);
    }

    private static async Task<ReadyAnswer[]> CollectAsync(
        ServerProcess server, IReadOnlyList<string> targets, CancellationToken cancellationToken)
    {
        var answers = new ReadyAnswer[targets.Count];
        await ClosedLoop.RunAsync(server, 4, Requests(server, targets), Keep, cancellationToken);
        return answers;

        void Keep(int i, HttpAnswer answer)
        {
            answers[i] = new ReadyAnswer(
                targets[i],
                answer.Header("Content-Type") ?? "",
                answer.Header("ETag") ?? "",
                answer.Header("Cache-Control") ?? "",
                answer.Expect(200).Body.ToArray(),
                SearchAnswer.Parse(answer.Body).Matched);
        }
    }

    private static async Task CompareAsync(
        ServerProcess server, ServerProcess bare, ReadyAnswer[] answers, int requests, int rounds, Report report,
        CancellationToken cancellationToken)
    {
        // Every pair equally often, in an order that is the same in every round and every run.
        var order = Enumerable.Range(0, requests).Select(i => i % answers.Length).ToArray();
        new Random(1).Shuffle(order);
        var (bareRounds, hostRounds) = (new List<LoadResult>(), new List<LoadResult>());
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var (bareRound, hostRound) = (await RoundAsync(bare), await RoundAsync(server));
            Workbench.Progress($"  bare {bareRound.PerSecond:N0}/s, CarSearch {hostRound.PerSecond:N0}/s{(round < 0 ? " (warm-up)" : "")}");
            if (round < 0)
            {
                await Task.Delay(400, cancellationToken);
            }
            else
            {
                bareRounds.Add(bareRound);
                hostRounds.Add(hostRound);
            }
        }

        report.Add(Figure.Compare(
            $"GET with filters and facets, {Offers:N0} offers a search",
            [.. bareRounds.Select(round => round.PerSecond)],
            [.. hostRounds.Select(round => round.PerSecond)],
            "/s",
            min: 0.5));
        report.Note(
            $"GET: {rounds} pairs of rounds of {requests:N0} requests, {Connections} connections, after {WarmUpRounds} of warm-up; " +
            $"bare: {LoadResult.Describe(bareRounds)}; CarSearch: {LoadResult.Describe(hostRounds)}.");

        Task<LoadResult> RoundAsync(ServerProcess process)
        {
            var made = Requests(process, [.. answers.Select(answer => answer.Target)]);
            return ClosedLoop.RunAsync(process, Connections, [.. order.Select(i => made[i])], Check, cancellationToken);
        }

        void Check(int i, HttpAnswer answer)
        {
            if (!answer.Expect(200).Body.Span.SequenceEqual(answers[order[i]].Body))
            {
                throw new BenchException($"The answer of {answers[order[i]].Target} is not what it was.");
            }
        }
    }

    private static async Task MeasureColdAsync(
        Workbench workbench, HostSettings settings, string[] tokens, Report report, CancellationToken cancellationToken)
    {
        await using var server = await workbench.StartHostAsync(settings, cancellationToken);
        var requests = Requests(server, [.. tokens.Select(token => $"/api/searches/{token}?size=compact&rating=8&upgrade=fullSize")]);
        var cold = await ClosedLoop.RunAsync(server, 1, requests, (_, answer) => answer.Expect(200), cancellationToken);
        var again = await ClosedLoop.RunAsync(server, 1, requests, (_, answer) => answer.Expect(200), cancellationToken);
        report.Add(Figure.Of(
            "First GET of each search after a restart, one at a time",
            $"p50 {cold.Latencies.Median:0.0} ms, p99 {cold.Latencies.P99:0.0} ms"));
        report.Note($"The same GETs once more: p50 {again.Latencies.Median:0.0} ms, p99 {again.Latencies.P99:0.0} ms.");
    }

    private static List<byte[]> Requests(ServerProcess server, IReadOnlyList<string> targets) =>
        [.. targets.Select(target => HttpRequests.Get(server.Port, target))];

    /// <summary>An answer that the bare server writes again, see <c>ReplayServer</c>.</summary>
    private sealed record ReadyAnswer(string Target, string ContentType, string ETag, string CacheControl, byte[] Body, int Matched);
}
