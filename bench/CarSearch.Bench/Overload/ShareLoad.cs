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

    /// <summary>What each other key offers, as a part of the capacity.</summary>
    private const double Other = 0.1;

    private static readonly TimeSpan s_latency = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxWaitToStart = TimeSpan.FromSeconds(30);

    // The greedy key holds its share when the others begin.
    private static readonly TimeSpan s_lead = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_drain = TimeSpan.FromMinutes(2);
    private static readonly string[] s_keys = ["greedy", "modest", "quiet"];

    private int _bodies;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code: 1 when the other keys are refused too often.</returns>
    public static async Task<int> RunAsync(ShareOptions options, CancellationToken cancellationToken)
    {
        using var workbench = await Workbench.CreateAsync(BenchOptions.Default, cancellationToken);
        var fleet = await workbench.FleetAsync(cancellationToken);
        var settings = new HostSettings
        {
            Folder = workbench.NewFolder(),
            OffersPerAirport = fleet.OffersPerAirport(Offers),
            Latency = s_latency,
            MaxInFlight = 20_000,
            MaxWaitToStart = s_maxWaitToStart,
            HeapMib = options.HeapMib,
            MaxShare = options.MaxShare,
            Keys = s_keys.ToDictionary(name => name, GetKey),
        };
        await using var server = await workbench.StartHostAsync(settings, cancellationToken);
        return await new ShareLoad(options, fleet, server).RunAsync(workbench, cancellationToken);
    }

    private static string GetKey(string name) => $"{name}-0123456789abcdef";

    private async Task<int> RunAsync(Workbench workbench, CancellationToken cancellationToken)
    {
        Workbench.Progress("warming up");
        await OfferAsync(s_keys[1], options.Capacity * 0.5, 10, TimeSpan.Zero, cancellationToken);
        Workbench.Progress($"offering {options.Greedy} times {options.Capacity} searches a second with one key");
        var seconds = options.Seconds + (int)s_lead.TotalSeconds;
        Task<Row>[] loads =
        [
            OfferAsync(s_keys[0], options.Greedy * (double)options.Capacity, seconds, TimeSpan.Zero, cancellationToken),
            .. s_keys.Skip(1).Select(key => OfferAsync(key, Other * options.Capacity, options.Seconds, s_lead, cancellationToken)),
        ];
        var rows = await Task.WhenAll(loads);

        Console.WriteLine(
            $"Heap {options.HeapMib} MiB, suppliers take {s_latency.TotalSeconds:0} s, {Offers} offers a search; the host carries about "
            + $"{options.Capacity} searches a second.");
        Console.WriteLine(workbench.Machine);
        Console.WriteLine();
        Console.WriteLine("| key | offered/s | offered | accepted | 429 | 503 | refused | not Succeeded | longest wait | POST p50 | p99 |");
        Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("--:|", 10))}");
        foreach (var row in rows)
        {
            Console.WriteLine(
                $"| {row.Key} | {row.Rate:0} | {row.Load.Offered:N0} | {row.Load.Accepted:N0} | {row.Load.Refused:N0} "
                + $"| {row.Load.Unavailable:N0} | {row.RefusedPart:0.00%} | {row.Unsuccessful} "
                + $"| {row.Load.LongestWait.TotalSeconds:0.0} s | {row.Load.Posts.Median:0.0} ms | {row.Load.Posts.P99:0} ms |");
        }

        var isMet = rows.Skip(1).All(row => row.RefusedPart < MaxRefused);
        Console.WriteLine();
        Console.WriteLine(
            $"The goal, that less than {MaxRefused:0%} of the searches of the other keys are refused, is {(isMet ? "met" : "missed")}.");
        return isMet ? 0 : 1;
    }

    /// <summary>Offers a load with a key after a delay, and waits until all accepted searches have ended.</summary>
    private async Task<Row> OfferAsync(string name, double rate, int seconds, TimeSpan delay, CancellationToken cancellationToken)
    {
        var bodies = fleet.Bodies(_bodies, (int)(rate * seconds));
        _bodies += bodies.Count;
        await Task.Delay(delay, cancellationToken);
        return new(name, rate, await OfferedLoad.RunAsync(
            server, bodies, rate, (int)Math.Clamp(rate, 8, 64), s_latency, s_drain, cancellationToken, GetKey(name)));
    }

    private sealed record Row(string Key, double Rate, OfferedLoad Load)
    {
        public double RefusedPart => (Load.Refused + Load.Unavailable) / (double)Load.Offered;

        public int Unsuccessful => Load.Accepted - Load.Ended.Count(answer => answer.Status == "Succeeded");
    }
}
