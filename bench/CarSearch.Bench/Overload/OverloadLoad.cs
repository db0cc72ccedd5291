using System.Diagnostics;
using CarSearch.Bench.Figures;
using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Overload;

/// <summary>Offers a host less and more than it can carry, and says what became of what it accepted.</summary>
internal sealed class OverloadLoad(OverloadOptions options, Fleet fleet, MetricsSink calls, MeasuredServer server)
{
    private const int Offers = 100;

    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_maxWaitToStart = TimeSpan.FromSeconds(30);
    private int _bodies;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(OverloadOptions options, CancellationToken cancellationToken)
    {
        using var workbench = await Workbench.CreateAsync(BenchOptions.Default, cancellationToken);
        var fleet = await workbench.FleetAsync(cancellationToken);
        using var calls = new MetricsSink("carsearch.supplier.calls", options.Running?.MetricsPort);
        if (options.Running is { } running)
        {
            var attached = await MeasuredServer.AttachAsync(running.Port, running.Processes, cancellationToken);
            return await new OverloadLoad(options, fleet, calls, attached).RunAsync(workbench, cancellationToken);
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
        await using var server = await workbench.StartHostAsync(settings, cancellationToken);
        return await new OverloadLoad(options, fleet, calls, server).RunAsync(workbench, cancellationToken);
    }

    private async Task<int> RunAsync(Workbench workbench, CancellationToken cancellationToken)
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
        Console.WriteLine(workbench.Machine);
        Console.WriteLine();
        Console.WriteLine(
            "| load | offered/s | accepted | 429 | 503 | lost | all answers | goodput/s | of what it can " +
            "| POST p50 | p99 | longest wait | calls a search | memory | quiet after |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("--:|", 15))}");
        foreach (var load in options.Loads)
        {
            Workbench.Progress($"offering {load} times that");
            var row = await OfferAsync(load * capacity, options.Seconds, s_maxWaitToStart, cancellationToken);
            var (posted, part) = (row.Load, row.Goodput / Math.Min(capacity, load * capacity));
            Console.WriteLine(
                $"| {load} | {load * capacity:0} | {posted.Accepted:N0} | {posted.Refused:N0} | {posted.Unavailable:N0} " +
                $"| {posted.Accepted - posted.Ended.Count} | {row.Whole:N0} | {row.Goodput:0} | {part:0.00} " +
                $"| {posted.Posts.Median:0.0} ms | {posted.Posts.P99:0} ms | {posted.LongestWait.TotalSeconds:0.0} s " +
                $"| {row.CallsPerSearch:0.000} | {row.MemoryBytes >> 20} MiB | {row.Recovery.TotalSeconds:0} s |");
        }

        var after = await IdleAsync(cancellationToken);
        Console.WriteLine();
        Console.WriteLine(
            $"Afterwards: POST on the idle host p50 {after.Median:0.0} ms, p99 {after.P99:0.0} ms; " +
            $"resident {server.ResidentBytes >> 20} MiB, {resident >> 20} MiB before.");
        return 0;
    }

    /// <summary>Offers more and more, until searches wait or are refused.</summary>
    /// <returns>The maximum number of searches that ended in a second.</returns>
    private async Task<double> MeasureCapacityAsync(CancellationToken cancellationToken)
    {
        var max = 0.0;
        for (var rate = options.Calibration; ; rate *= 1.25)
        {
            var row = await OfferAsync(rate, 30, TimeSpan.FromSeconds(20), cancellationToken);
            var refused = row.Load.Refused + row.Load.Unavailable;
            Workbench.Progress(
                $"offered {rate:0.0} a second: {row.Goodput:0.0} ended, {refused} refused, " +
                $"longest wait {row.Load.LongestWait.TotalSeconds:0.0} s");
            max = Math.Max(max, row.Goodput);
            if (row.Goodput < 0.9 * rate || refused > 0)
            {
                return max;
            }
        }
    }

    /// <summary>Offers a load. The ends are counted after <paramref name="lead"/>, when as many searches wait as may.</summary>
    private async Task<Row> OfferAsync(double rate, int seconds, TimeSpan lead, CancellationToken cancellationToken)
    {
        var before = calls.Value;
        await using var sampler = new ResidentSampler(server);
        var load = await PostAsync(rate, seconds + lead.TotalSeconds, 128, cancellationToken);
        var recovery = Stopwatch.GetElapsedTime(load.End);
        await Task.Delay(TimeSpan.FromSeconds(2.5), cancellationToken);

        // Ends come a supplier's time after the first POST, and go on for a while after the last.
        var whole = load.Ended.Where(answer => answer is { Status: "Succeeded", Silent: 0 }).ToList();
        var (from, to) = (load.Begin + lead + options.Latency + TimeSpan.FromSeconds(1), load.Begin + lead + TimeSpan.FromSeconds(seconds));
        var goodput = whole.Count(answer => answer.CompletedAt >= from && answer.CompletedAt < to) / (to - from).TotalSeconds;
        var asked = (double)load.Accepted * load.Ended.Select(answer => answer.Suppliers.Count).FirstOrDefault();
        return new(load, whole.Count, goodput, (calls.Value - before) / Math.Max(1, asked), sampler.MaxBytes, recovery);
    }

    /// <summary>What a POST takes when there is nothing else to do.</summary>
    private async Task<Latencies> IdleAsync(CancellationToken cancellationToken) =>
        (await PostAsync(Math.Min(20, options.Calibration / 2), 10, 4, cancellationToken)).Posts;

    /// <summary>Posts searches, and waits until the server is quiet.</summary>
    private async Task<OfferedLoad> PostAsync(double rate, double seconds, int connections, CancellationToken cancellationToken)
    {
        var bodies = fleet.Bodies(_bodies, (int)(rate * seconds));
        _bodies += bodies.Count;
        var load = await OfferedLoad.RunAsync(server, bodies, rate, connections, options.Latency, s_drain, cancellationToken);
        await Searching.SettleAsync(server, cancellationToken);
        return load;
    }

    private sealed record Row(
        OfferedLoad Load, int Whole, double Goodput, double CallsPerSearch, long MemoryBytes, TimeSpan Recovery);
}
