using System.Diagnostics;
using System.Globalization;
using System.Net;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local;

/// <summary>
/// Kills the executable at random moments under load. The test takes about half a minute; CARSEARCH_CRASH_SECONDS=3600 extends it to an
/// hour, CARSEARCH_CRASH_SEED=7 changes the moments.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 6;

    [Fact]
    public async Task A_kill_at_any_moment_loses_no_accepted_search()
    {
        var seed = GetSetting("CARSEARCH_CRASH_SEED", 20261123);
        var limit = TimeSpan.FromSeconds(GetSetting("CARSEARCH_CRASH_SECONDS", 20));
        using var folder = new TempFolder();
        var workload = new CrashWorkload(seed);
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var round = 0;
        for (; clock.Elapsed < limit; round++)
        {
            await using var host = await StartAsync(folder);
            Assert.DoesNotContain("write-ahead log", host.Output, StringComparison.Ordinal);
            var clients = Enumerable.Range(0, Clients).Select(client => workload.RunAsync(host, round, client)).ToArray();

            // The moment of the kill is the subject of the test, hence the delay. Some kills are early in the run.
            await Task.Delay(random.Next(5) == 0 ? random.Next(40) : random.Next(1500));
            await host.KillAsync();
            await Task.WhenAll(clients);
        }

        await using (var host = await StartAsync(folder))
        {
            using var client = host.Client();
            await workload.RepeatEveryKeyAsync(client);
            await Parallel.ForEachAsync(workload.Accepted, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (token, _) =>
                await AssertEndedAsync(client, workload, token));
            if (OperatingSystem.IsWindows())
            {
                await host.KillAsync();
            }
            else
            {
                await host.StopAsync();
            }
        }

        using var probe = new DatabaseProbe(folder);
        Assert.Equal("ok", probe.Execute("PRAGMA integrity_check"));
        var (accepted, deleted) = (workload.Accepted.Count, workload.Deleted.Count);
        var seconds = (int)clock.Elapsed.TotalSeconds;
        output.WriteLine($"{round} crashes, {accepted} searches, {deleted} deleted, {workload.Keys} keys, {seconds} s");
        Assert.True(round >= 3 && accepted > 50 && workload.Keys > 10, "The workload was too small to be significant.");
    }

    private static async Task AssertEndedAsync(HttpClient client, CrashWorkload workload, string token)
    {
        var (status, state) = await CrashWorkload.GetAsync(client, token, "?wait=30&limit=100");
        if (workload.Deleted.Contains(token))
        {
            Assert.Equal(HttpStatusCode.NotFound, status);
        }
        else if (workload.IsRetained(token) || status != HttpStatusCode.NotFound)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.True(state is "Succeeded" or "Failed", state);
        }
    }

    // Suppliers with a latency of 0 to 2 s, so that searches are in every state when the host is killed.
    internal static string[] Settings { get; } =
    [
        "--CarSearch:Simulated:LatencyScale=0.05",
        "--CarSearch:Simulated:OffersPerAirport=10",
        "--CarSearch:Freshness=1.00:00:00",
    ];

    internal static Task<LocalProcess> StartAsync(TempFolder folder) => LocalProcess.StartAsync(folder.Path, Settings);

    internal static int GetSetting(string name, int defaultValue) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : defaultValue;
}
