using System.Collections.Concurrent;
using System.Net;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local.Load;

/// <summary>Kills the executable with a small heap during a burst that exceeds its capacity.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Searches = 4_000;
    private const int Clients = 60;
    private const int HeapMebibytes = 256;

    private static readonly string[] Settings =
    [
        "--CarSearch:Simulated:FixedLatency=00:00:02", "--CarSearch:Simulated:FaultRate=0", "--CarSearch:MaxWaitToStart=00:01:00",
        "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
    ];

    private readonly ConcurrentBag<string> accepted = [];
    private readonly TaskCompletionSource half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int answered;

    [Fact]
    public async Task Every_accepted_search_ends_despite_a_small_heap_and_a_kill()
    {
        using var folder = new TempFolder();
        var remaining = new ConcurrentQueue<int>(Enumerable.Range(0, Searches));
        await using (var host = await LocalProcess.StartSmallAsync(folder.Path, HeapMebibytes, Settings))
        {
            var clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => PostAsync(host, remaining)));
            await half.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await host.KillAsync();
            await clients;
        }

        var before = accepted.Count;
        await using var restarted = await LocalProcess.StartSmallAsync(folder.Path, HeapMebibytes, Settings);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => PostAsync(restarted, remaining)));
        using var client = restarted.Client();
        await Parallel.ForEachAsync(accepted, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (token, _) =>
        {
            HttpStatusCode status;
            string? state;
            do
            {
                (status, state) = await CrashWorkload.GetAsync(client, token, "?wait=30&limit=1");
            }
            while (status is HttpStatusCode.Accepted);

            Assert.Equal((HttpStatusCode.OK, "Succeeded"), (status, state));
        });

        output.WriteLine($"{before} accepted before the kill, {accepted.Count} in total, of {Searches}");
        Assert.False(restarted.HasExited, restarted.Output);
        Assert.DoesNotContain("memory", restarted.Output, StringComparison.OrdinalIgnoreCase);
        Assert.True(before > 50, "Too few searches were accepted to be significant.");
    }

    private async Task PostAsync(LocalProcess host, ConcurrentQueue<int> remaining)
    {
        using var client = host.Client();
        try
        {
            while (remaining.TryDequeue(out var i))
            {
                using var response = await client.PostSearchAsync(TestSearches.Ahead(30 + (i % 100), nights: 3));
                if (response.StatusCode is HttpStatusCode.Accepted)
                {
                    accepted.Add((await response.JsonAsync()).GetProperty("token").GetString()!);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
                    Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                }

                if (Interlocked.Increment(ref answered) == Searches / 2)
                {
                    half.SetResult();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            // The host was killed. The pending request was not confirmed, so it may or may not have been accepted.
        }
    }
}
