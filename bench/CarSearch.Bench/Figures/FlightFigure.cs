using System.Collections.Concurrent;
using System.Diagnostics;
using CarSearch.Bench.Http;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Figures;

/// <summary>10,000 searches of a minute in flight at once, kept up for longer than a search takes.</summary>
internal static class FlightFigure
{
    private const int Offers = 100;
    private const int Connections = 128;
    private const int WatchEvery = 50;
    private const double Rate = 167;
    private const long MaxMib = 1_536;
    private const string Pauses = "dotnet.gc.pause.time";

    public static async Task MeasureAsync(Workbench workbench, Report report, CancellationToken cancellationToken)
    {
        var fleet = await workbench.FleetAsync(cancellationToken);
        var idle = await MeasureIdleAsync(workbench, fleet, report, cancellationToken);
        await MeasureBusyAsync(workbench, fleet, idle, report, cancellationToken);
    }

    private static async Task<Latencies> MeasureIdleAsync(
        Workbench workbench, Fleet fleet, Report report, CancellationToken cancellationToken)
    {
        var (count, warmUp) = workbench.Quick ? (10, 5) : (60, 40);
        var (posts, warmUpPosts) = workbench.Quick ? (100, 50) : (2_000, 1_000);
        var settings = new HostSettings
        {
            Folder = workbench.NewFolder(),
            OffersPerAirport = fleet.OffersPerAirport(Offers),
            Latency = TimeSpan.FromMilliseconds(200),
        };
        await using var server = await workbench.StartHostAsync(settings, cancellationToken);
        var waits = new List<Wait>();
        for (var i = 0; i < warmUp + count; i++)
        {
            var (_, tokens) = await Searching.PostAsync(server, fleet.Bodies(i, 1), 1, cancellationToken);
            waits.Add(await WaitingReader.ReadAsync(server.Port, tokens[0], cancellationToken));
        }

        ReportWaits(report, "idle host", waits[warmUp..], 5);
        var requests = fleet.Bodies(waits.Count, warmUpPosts + posts)
            .Select(body => HttpRequests.Post(server.Port, "/api/searches", body))
            .ToList();
        var times = await new OpenLoop(server.Port, Connections, Rate)
            .RunAsync(requests, (_, answer) => answer.Expect(202), cancellationToken);
        return Latencies.FromTicks(times[warmUpPosts..].Select(time => time.Answered - time.Due));
    }

    private static async Task MeasureBusyAsync(
        Workbench workbench, Fleet fleet, Latencies idle, Report report, CancellationToken cancellationToken)
    {
        var (latency, seconds) = workbench.Quick ? (3, 6) : (60, 135);
        using var pauses = new MetricsSink(Pauses);
        var settings = new HostSettings
        {
            Folder = workbench.NewFolder(),
            OffersPerAirport = fleet.OffersPerAirport(Offers),
            Latency = TimeSpan.FromSeconds(latency),
            MinLatency = TimeSpan.FromSeconds(1),
            MetricsPort = pauses.Port,
        };
        await using var server = await workbench.StartHostAsync(settings, cancellationToken);
        var bodies = fleet.Bodies(0, (int)(Rate * seconds));
        await using var sampler = new ResidentSampler(server);

        var run = await PostAsync(server, bodies, cancellationToken);
        var paused = pauses.Value;
        var waits = await FinishAsync(run.Waits, settings.Latency.Value + TimeSpan.FromSeconds(60), cancellationToken);
        await Searching.SettleAsync(server, cancellationToken);
        var processorTime = server.ProcessorTime;
        var (sampled, resident) = (sampler.MaxBytes, server.PeakResidentBytes);
        var ended = await Searching.WaitForEndAsync(server, run.Tokens, TimeSpan.FromMinutes(2), cancellationToken);

        var peak = ReportFlight(report, ended, run, idle, latency);
        report.Add(Figure.Of(
            "Memory meanwhile, the most resident",
            $"{resident / 1024.0 / 1024:N0} MiB",
            $"< {MaxMib:N0} MiB",
            resident < MaxMib * 1024 * 1024));
        ReportWaits(report, $"{peak:N0} in flight", waits, 50);
        if (waits.Length < run.Waits.Length)
        {
            report.Note($"**{run.Waits.Length - waits.Length} waiting GETs had no answer a minute after their search should have ended.**");
        }

        report.Add(Figure.Of("CPU meanwhile, all included", $"{processorTime.TotalMilliseconds / bodies.Count:0.00} ms a search"));
        var steady = run.Begin + (long)(latency * (double)Stopwatch.Frequency);
        report.Note(
            $"In flight: suppliers answer after 1 to {latency} s, each later than the one before by an equal factor; " +
            "the collector paused the host for " +
            $"{100 * paused / Stopwatch.GetElapsedTime(run.Begin, run.End).TotalSeconds:0.0} % of the time of the load.");
        report.Note(
            $"In flight: the server kept {sampler.Processors(steady, run.End):0.00} processors busy " +
            $"once {Rate * latency:N0} were in flight; memory sampled each second was at most {sampled / 1024.0 / 1024:N0} MiB; " +
            $"suppliers failed to answer {ended.Sum(answer => answer.Silent)} times.");
    }

    private static async Task<FlightRun> PostAsync(ServerProcess server, List<string> bodies, CancellationToken cancellationToken)
    {
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body)).ToList();
        var tokens = new string[requests.Count];
        var waits = new ConcurrentBag<Task<Wait>>();
        var begin = Stopwatch.GetTimestamp();
        var times = await new OpenLoop(server.Port, Connections, Rate).RunAsync(requests, Accept, cancellationToken);
        return new FlightRun(tokens, times, [.. waits], begin, Stopwatch.GetTimestamp());

        void Accept(int i, HttpAnswer answer)
        {
            tokens[i] = SearchAnswer.Token(answer);
            if (i % WatchEvery == 0)
            {
                waits.Add(WaitingReader.ReadAsync(server.Port, tokens[i], cancellationToken));
            }
        }
    }

    // Returns the answers that arrived in time. A wrong one fails the measurement.
    private static async Task<Wait[]> FinishAsync(Task<Wait>[] waits, TimeSpan limit, CancellationToken cancellationToken)
    {
        await Task.WhenAny(Task.WhenAll(waits), Task.Delay(limit, cancellationToken));
        return await Task.WhenAll(waits.Where(wait => wait.IsCompleted));
    }

    private static int ReportFlight(Report report, IReadOnlyList<SearchAnswer> ended, FlightRun run, Latencies idle, int latency)
    {
        var (peak, held) = InFlight(ended);
        report.Add(Figure.Of($"Searches of {latency} s in flight at once", $"{peak:N0}", "≥ 10,000", peak >= 10_000));
        report.Note(
            $"In flight: {ended.Count:N0} searches of {SearchAnswer.OffersOf(ended)} offers; " +
            $"10,000 or more of them were in flight for {held.TotalSeconds:N0} s.");

        // From here on as many end as begin.
        var steady = run.Times.Where(time => time.Due >= latency * (double)Stopwatch.Frequency).ToList();
        var span = (steady.Max(time => time.Answered) - steady[0].Due) / (double)Stopwatch.Frequency;
        var rate = steady.Count / span;
        report.Add(Figure.Of($"Started a second meanwhile, over {span:N0} s", $"{rate:0.0}", "≥ 166", rate >= 166));
        var succeeded = ended.Count(answer => answer.Status == "Succeeded" && answer.Total >= Offers);
        report.Add(Figure.Of(
            $"All of them ended Succeeded, with {Offers} offers or more",
            $"{succeeded:N0} of {run.Tokens.Length:N0}",
            "all",
            succeeded == run.Tokens.Length));

        var whole = Latencies.FromTicks(run.Times.Select(time => time.Answered - time.Due));
        var posts = Latencies.FromTicks(steady.Select(time => time.Answered - time.Due));
        var limit = Math.Max(100, 3 * idle.P99);
        report.Add(Figure.Of($"POST, p99, {Rate:0} a second, 200 ms each", $"{idle.P99:0.0} ms"));
        report.Add(Figure.Of("POST meanwhile, p99", $"{posts.P99:0.0} ms", $"≤ {limit:0} ms", posts.P99 <= limit));
        report.Note(
            $"POST meanwhile, from when it was due: p50 {posts.Median:0.0} ms, max {posts.Max:0.0} ms; " +
            $"over the whole run p99 {whole.P99:0.0} ms, max {whole.Max:0.0} ms.");
        return peak;
    }

    // Each search is in flight from requestedAt to completedAt, as its record says.
    private static (int Peak, TimeSpan Held) InFlight(IReadOnlyList<SearchAnswer> ended)
    {
        var changes = ended.Select(answer => (At: answer.RequestedAt, By: 1))
            .Concat(ended.Select(answer => (At: answer.CompletedAt, By: -1)));
        var (now, peak, held, last) = (0, 0, TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var (at, by) in changes.Order())
        {
            held += now >= 10_000 ? at - last : TimeSpan.Zero;
            (now, last) = (now + by, at);
            peak = Math.Max(peak, now);
        }

        return (peak, held);
    }

    private static void ReportWaits(Report report, string where, IReadOnlyList<Wait> waits, int goalMs)
    {
        var delays = new Latencies(waits.Select(wait => wait.AfterEnd));
        report.Add(Figure.Of(
            $"End of a search to the waiting GET's answer, median, {where}",
            $"{delays.Median:0.0} ms",
            $"< {goalMs} ms",
            delays.Median < goalMs));
        var slowest = new Latencies(waits.Select(wait => wait.AfterSlowest));
        report.Note(
            $"Waiting GETs, {where}: {delays.Count:N0}, p99 {delays.P99:0.0} ms, max {delays.Max:0.0} ms after completedAt; " +
            $"counted from the slowest supplier's answer the median is at most {slowest.Median:0.0} ms.");
    }

    private sealed record FlightRun(string[] Tokens, (long Due, long Answered)[] Times, Task<Wait>[] Waits, long Begin, long End);
}

/// <summary>Waits for the end of a search as a caller does, with GETs that wait.</summary>
internal static class WaitingReader
{
    /// <summary>Reads until the search has ended. The two clocks compared are one: the server runs on this machine.</summary>
    public static async Task<Wait> ReadAsync(int port, string token, CancellationToken cancellationToken)
    {
        using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
        var request = HttpRequests.Get(port, $"/api/searches/{token}?wait=30");
        while (true)
        {
            var answer = await connection.SendAsync(request, cancellationToken);
            var arrived = TimeProvider.System.GetUtcNow();
            if (answer.Status == 202)
            {
                continue;
            }

            var search = SearchAnswer.Parse(answer.Expect(200).Body);
            var slowest = search.RequestedAt.AddMilliseconds(search.SlowestMs);
            return new Wait((arrived - search.CompletedAt).TotalMilliseconds, (arrived - slowest).TotalMilliseconds);
        }
    }
}

/// <summary>How long a reader waited, in milliseconds.</summary>
/// <param name="AfterEnd">From the search's <c>completedAt</c> to the last byte of the answer.</param>
/// <param name="AfterSlowest">From <c>requestedAt</c> plus the slowest supplier's <c>elapsedMs</c>: no less than since its answer.</param>
internal sealed record Wait(double AfterEnd, double AfterSlowest);
