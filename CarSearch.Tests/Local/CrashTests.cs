using System.Diagnostics;
using System.Globalization;
using System.Net;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local;

/// <summary>
/// The real executable, killed at random moments while callers are at work. It takes about half a minute;
/// CARSEARCH_CRASH_SECONDS=3600 has it go on for an hour, CARSEARCH_CRASH_SEED=7 takes other moments.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Callers = 6;

    [Fact]
    public async Task Killed_at_any_moment_it_loses_no_search_that_it_accepted()
    {
        var seed = FromEnvironment("CARSEARCH_CRASH_SEED", 20261123);
        var limit = TimeSpan.FromSeconds(FromEnvironment("CARSEARCH_CRASH_SECONDS", 20));
        using var folder = new TempFolder();
        var load = new CrashLoad(seed);
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var round = 0;
        for (; clock.Elapsed < limit; round++)
        {
            await using var host = await StartAsync(folder);
            var callers = Enumerable.Range(0, Callers).Select(caller => load.RunAsync(host, round, caller)).ToArray();

            // The moment is what this is about, so here a time is waited for, and nothing else. Some moments are during the start of work.
            await Task.Delay(random.Next(5) == 0 ? random.Next(40) : random.Next(1500));
            await host.KillAsync();
            await Task.WhenAll(callers);
        }

        await using (var host = await StartAsync(folder))
        {
            using var client = host.Client();
            await load.RepeatEveryKeyAsync(client);
            await Parallel.ForEachAsync(load.Accepted, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (token, _) =>
                await AssertEndedAsync(client, load, token));
            if (OperatingSystem.IsWindows())
            {
                await host.KillAsync();
            }
            else
            {
                host.AskToEnd();
                Assert.Equal(0, await host.ExitAsync());
            }
        }

        Assert.Equal("ok", LocalProcess.IntegrityOf(folder.Path));
        output.WriteLine($"{round} crashes, {load.Accepted.Count} searches, {load.Deleted.Count} deleted, {load.Keys} keys, {clock.Elapsed.TotalSeconds:0} s");
        Assert.True(round >= 3 && load.Accepted.Count > 50 && load.Keys > 10, "Too little happened to show anything.");
    }

    private static async Task AssertEndedAsync(HttpClient client, CrashLoad load, string token)
    {
        var (status, state) = await CrashLoad.GetAsync(client, token, "?wait=30&limit=100");
        if (load.Deleted.Contains(token))
        {
            Assert.Equal(HttpStatusCode.NotFound, status);
        }
        else if (load.IsKept(token) || status != HttpStatusCode.NotFound)
        {
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.True(state is "Succeeded" or "Failed", state);
        }
    }

    // Suppliers that take 0 to 2 s, so that kills find searches in every state.
    private static Task<LocalProcess> StartAsync(TempFolder folder) => LocalProcess.StartAsync(
        folder.Path, "--CarSearch:Simulated:LatencyScale=0.05", "--CarSearch:Simulated:OffersPerAirport=10", "--CarSearch:Freshness=1.00:00:00");

    private static int FromEnvironment(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
