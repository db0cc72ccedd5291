using System.Diagnostics;
using CarSearch.Bench.Figures;
using CarSearch.Bench.Http;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Overload;

/// <summary>Offers a host less and more than it can carry, and says what became of what it accepted.</summary>
internal sealed class OverloadLoad(OverloadOptions options, Fleet fleet, MetricsSink calls, IMeasuredServer server)
{
    private const int Offers = 100;
    private const int Connections = 128;

    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_maxWaitToStart = TimeSpan.FromSeconds(30);
    private int _bodies;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> MainAsync(string[] args)
    {
        if (OverloadOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(OverloadOptions.Usage);
            return 2;
        }

        try
        {
            var bench = BenchOptions.Parse([], [])!;
            using var workbench = await Workbench.CreateAsync(bench, CancellationToken.None);
            var machine = await Machine.DescribeAsync(bench.Root, CancellationToken.None);
            var fleet = await workbench.FleetAsync(CancellationToken.None);
            using var calls = new MetricsSink("carsearch.supplier.calls", options.Running?.MetricsPort);
            if (options.Running is { } running)
            {
                using var attached = await RunningServer.AttachAsync(running.Port, running.Processes, CancellationToken.None);
                await new OverloadLoad(options, fleet, calls, attached).RunAsync(machine, CancellationToken.None);
                return 0;
            }

            var settings = new HostSettings
            {
                Folder = workbench.NewFolder(),
                OffersPerAirport = fleet.OffersPerAirport(Offers),
                Latency = options.Latency,
                MaxInFlight = 20_000,
                MaxWaitToStart = s_maxWaitToStart,
                HeapMib = options.HeapMib,
                MetricsPort = calls.Port,
            };
            await using var server = await workbench.StartHostAsync(settings, CancellationToken.None);
            await new OverloadLoad(options, fleet, calls, server).RunAsync(machine, CancellationToken.None);
            return 0;
        }
        catch (Exception e) when (e is BenchException or OperationCanceledException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private async Task RunAsync(string machine, CancellationToken cancellationToken)
    {
        Workbench.Progress("warming up");
        await OfferAsync(options.Calibration, 10, TimeSpan.Zero, cancellationToken);
        var (idle, resident) = (await IdleAsync(cancellationToken), server.ResidentBytes);
        Workbench.Progress("measuring what the host can carry");
        var capacity = await MeasureCapacityAsync(cancellationToken);
        var heap = options.HeapMib is { } limit ? $"{limit} MiB" : "not limited";
        Console.WriteLine(
            $"{(options.Running is null ? $"Heap {heap}, s" : "S")}uppliers take {options.Latency.TotalSeconds:0} s, " +
            $"{Offers} offers a search.");
        Console.WriteLine($"The host carries {capacity:0} searches a second.");
        Console.WriteLine($"POST on the idle host: p50 {idle.Median:0.0} ms, p99 {idle.P99:0.0} ms.");
        Console.WriteLine(machine);
        Console.WriteLine();
        Console.WriteLine(
            "| load | offered/s | accepted | 429 | 503 | lost | all answers | goodput/s | of what it can " +
            "| POST p50 | p99 | longest wait | calls a search | memory | quiet after |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("--:|", 15))}");
        foreach (var load in options.Loads)
        {
            Workbench.Progress($"offering {load} times that");
            var row = await OfferAsync(load * capacity, options.Seconds, s_maxWaitToStart, cancellationToken);
            var part = row.Goodput / Math.Min(capacity, load * capacity);
            Console.WriteLine(
                $"| {load} | {load * capacity:0} | {row.Accepted:N0} | {row.Refused:N0} | {row.Unavailable:N0} | {row.Lost} " +
                $"| {row.Whole:N0} | {row.Goodput:0} | {part:0.00} | {row.Posts.Median:0.0} ms | {row.Posts.P99:0} ms " +
                $"| {row.LongestWait.TotalSeconds:0.0} s | {row.CallsPerSearch:0.000} | {row.MemoryBytes >> 20} MiB " +
                $"| {row.Recovery.TotalSeconds:0} s |");
        }

        var after = await IdleAsync(cancellationToken);
        Console.WriteLine();
        Console.WriteLine(
            $"Afterwards: POST on the idle host p50 {after.Median:0.0} ms, p99 {after.P99:0.0} ms; " +
            $"resident {server.ResidentBytes >> 20} MiB, {resident >> 20} MiB before.");
    }

    /// <summary>Offers more and more, until searches wait or are refused.</summary>
    /// <returns>The maximum number of searches that ended in a second.</returns>
    private async Task<double> MeasureCapacityAsync(CancellationToken cancellationToken)
    {
        var max = 0.0;
        for (var rate = options.Calibration; ; rate *= 1.25)
        {
            var row = await OfferAsync(rate, 30, TimeSpan.FromSeconds(20), cancellationToken);
            Workbench.Progress(
                $"offered {rate:0.0} a second: {row.Goodput:0.0} ended, {row.Refused + row.Unavailable} refused, " +
                $"longest wait {row.LongestWait.TotalSeconds:0.0} s");
            max = Math.Max(max, row.Goodput);
            if (row.Goodput < 0.9 * rate || row.Refused + row.Unavailable > 0)
            {
                return max;
            }
        }
    }

    /// <summary>Offers a load. The ends are counted after <paramref name="lead"/>, when as many searches wait as may.</summary>
    private async Task<Row> OfferAsync(double rate, int seconds, TimeSpan lead, CancellationToken cancellationToken)
    {
        var bodies = fleet.Bodies(_bodies, (int)(rate * (seconds + lead.TotalSeconds)));
        _bodies += bodies.Count;
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body)).ToList();
        var outcomes = new PostOutcomes(requests.Count);
        var before = calls.Value;
        await using var sampler = new ResidentSampler(server);
        var begin = TimeProvider.System.GetUtcNow();
        var times = await new OpenLoop(server.Port, Connections, rate).RunAsync(requests, outcomes.Take, cancellationToken);
        var end = Stopwatch.GetTimestamp();
        var accepted = outcomes.Accepted;

        await Task.Delay(options.Latency, cancellationToken);
        var ended = await Searching.WaitForEndAsync(server, accepted, s_drain, cancellationToken);
        await Searching.SettleAsync(server, cancellationToken);
        var recovery = Stopwatch.GetElapsedTime(end);
        await Task.Delay(TimeSpan.FromSeconds(2.5), cancellationToken);

        // Ends come a supplier's time after the first POST, and go on for a while after the last.
        var whole = ended.Where(answer => answer is { Status: "Succeeded", Silent: 0 }).ToList();
        var (from, to) = (begin + lead + options.Latency + TimeSpan.FromSeconds(1), begin + lead + TimeSpan.FromSeconds(seconds));
        var posts = Latencies.FromTicks(times.Select(time => time.Answered - time.Due));
        var goodput = whole.Count(answer => answer.CompletedAt >= from && answer.CompletedAt < to) / (to - from).TotalSeconds;

        // A run takes what its slowest supplier takes; what is left of a search's time, it has waited.
        var waits = ended.Select(answer => answer.CompletedAt - answer.RequestedAt - TimeSpan.FromMilliseconds(answer.SlowestMs));
        var asked = (double)accepted.Length * ended.Select(answer => answer.Suppliers.Count).FirstOrDefault();
        return new Row(
            accepted.Length, outcomes.Refused, outcomes.Unavailable, accepted.Length - ended.Count, whole.Count, goodput, posts,
            waits.DefaultIfEmpty().Max(), (calls.Value - before) / Math.Max(1, asked), sampler.MaxBytes, recovery);
    }

    /// <summary>What a POST takes when there is nothing else to do.</summary>
    private async Task<Latencies> IdleAsync(CancellationToken cancellationToken)
    {
        var rate = Math.Min(20, options.Calibration / 2);
        var bodies = fleet.Bodies(_bodies, (int)(10 * rate));
        _bodies += bodies.Count;
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body)).ToList();
        var times = await new OpenLoop(server.Port, 4, rate).RunAsync(requests, (_, answer) => answer.Expect(202), cancellationToken);
        await Task.Delay(options.Latency, cancellationToken);
        await Searching.SettleAsync(server, cancellationToken);
        return Latencies.FromTicks(times.Select(time => time.Answered - time.Due));
    }

    private sealed record Row(
        int Accepted, int Refused, int Unavailable, int Lost, int Whole, double Goodput, Latencies Posts, TimeSpan LongestWait,
        double CallsPerSearch, long MemoryBytes, TimeSpan Recovery);
}
