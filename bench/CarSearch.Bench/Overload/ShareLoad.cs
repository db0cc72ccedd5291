using CarSearch.Bench.Http;
using CarSearch.Bench.Reports;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Overload;

/// <summary>
/// Offers a host with three access keys several times what it can carry with one key, and little with the others, and says what became of
/// the searches of each.
/// </summary>
internal sealed class ShareLoad(ShareOptions options, Fleet fleet, ServerProcess server)
{
    private const int Offers = 100;
    private const double MaxRefused = 0.01;

    private static readonly TimeSpan s_latency = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxWaitToStart = TimeSpan.FromSeconds(30);

    // The greedy key holds its share when the others begin.
    private static readonly TimeSpan s_lead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(2);
    private static readonly string[] s_keys = ["greedy", "modest", "quiet"];

    private int _bodies;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 1 also when the other keys are refused too often.</returns>
    public static async Task<int> MainAsync(string[] args)
    {
        if (ShareOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(ShareOptions.Usage);
            return 2;
        }

        try
        {
            var bench = BenchOptions.Parse([], [])!;
            using var workbench = await Workbench.CreateAsync(bench, CancellationToken.None);
            var machine = await Machine.DescribeAsync(bench.Root, CancellationToken.None);
            var fleet = await workbench.FleetAsync(CancellationToken.None);
            var settings = new HostSettings
            {
                Folder = workbench.NewFolder(),
                OffersPerAirport = fleet.OffersPerAirport(Offers),
                Latency = s_latency,
                MaxInFlight = 20_000,
                MaxWaitToStart = s_maxWaitToStart,
                HeapMib = options.HeapMib,
                Keys = s_keys.ToDictionary(name => name, GetKey),
            };
            await using var server = await workbench.StartHostAsync(settings, CancellationToken.None);
            return await new ShareLoad(options, fleet, server).RunAsync(machine, CancellationToken.None) ? 0 : 1;
        }
        catch (Exception e) when (e is BenchException or OperationCanceledException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static string GetKey(string name) => $"{name}-0123456789abcdef";

    private async Task<bool> RunAsync(string machine, CancellationToken cancellationToken)
    {
        Workbench.Progress("warming up");
        await OfferAsync(s_keys[1], options.Capacity * 0.5, 10, TimeSpan.Zero, cancellationToken);
        Workbench.Progress($"offering {options.Greedy} times {options.Capacity} searches a second with one key");
        var seconds = options.Seconds + (int)s_lead.TotalSeconds;
        Task<Row>[] loads =
        [
            OfferAsync(s_keys[0], options.Greedy * (double)options.Capacity, seconds, TimeSpan.Zero, cancellationToken),
            .. s_keys.Skip(1).Select(key => OfferAsync(key, options.Other * options.Capacity, options.Seconds, s_lead, cancellationToken)),
        ];
        var rows = await Task.WhenAll(loads);

        Console.WriteLine(
            $"Heap {options.HeapMib} MiB, suppliers take {s_latency.TotalSeconds:0} s, {Offers} offers a search; the host carries about "
            + $"{options.Capacity} searches a second.");
        Console.WriteLine(machine);
        Console.WriteLine();
        Console.WriteLine("| key | offered/s | offered | accepted | 429 | 503 | refused | not Succeeded | longest wait | POST p50 | p99 |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", 10))}");
        foreach (var row in rows)
        {
            Console.WriteLine(
                $"| {row.Key} | {row.Rate:0} | {row.Offered:N0} | {row.Accepted:N0} | {row.Refused:N0} | {row.Unavailable:N0} "
                + $"| {row.RefusedPart:0.00%} | {row.Unsuccessful} | {row.LongestWait.TotalSeconds:0.0} s "
                + $"| {row.Posts.Median:0.0} ms | {row.Posts.P99:0} ms |");
        }

        var isMet = rows.Skip(1).All(row => row.RefusedPart < MaxRefused);
        Console.WriteLine();
        Console.WriteLine(
            $"The goal, that less than {MaxRefused:0%} of the searches of the other keys are refused, is {(isMet ? "met" : "missed")}.");
        return isMet;
    }

    /// <summary>Offers a load with a key after a delay, and waits until all accepted searches have ended.</summary>
    private async Task<Row> OfferAsync(string name, double rate, int seconds, TimeSpan delay, CancellationToken cancellationToken)
    {
        var bodies = fleet.Bodies(_bodies, (int)(rate * seconds));
        _bodies += bodies.Count;
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body, GetKey(name))).ToList();
        var outcomes = new PostOutcomes(requests.Count);
        await Task.Delay(delay, cancellationToken);
        var loop = new OpenLoop(server.Port, (int)Math.Clamp(rate, 8, 64), rate);
        var times = await loop.RunAsync(requests, outcomes.Take, cancellationToken);
        var accepted = outcomes.Accepted;
        await Task.Delay(s_latency, cancellationToken);
        var ended = await Searching.WaitForEndAsync(server, accepted, s_drain, cancellationToken, GetKey(name));
        var waits = ended.Select(answer => answer.CompletedAt - answer.RequestedAt - TimeSpan.FromMilliseconds(answer.SlowestMs));
        return new Row(
            name, rate, requests.Count, accepted.Length, outcomes.Refused, outcomes.Unavailable,
            accepted.Length - ended.Count(answer => answer.Status == "Succeeded"), waits.DefaultIfEmpty().Max(),
            Latencies.FromTicks(times.Select(time => time.Answered - time.Due)));
    }

    private sealed record Row(
        string Key, double Rate, int Offered, int Accepted, int Refused, int Unavailable, int Unsuccessful, TimeSpan LongestWait,
        Latencies Posts)
    {
        public double RefusedPart => (Refused + Unavailable) / (double)Offered;
    }
}
