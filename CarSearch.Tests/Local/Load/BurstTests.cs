using System.Collections.Concurrent;
using System.Net;
using CarSearch.Tests.Support;
using Xunit.Abstractions;

namespace CarSearch.Tests.Local.Load;

/// <summary>The real executable with a small heap, under a burst that it can't carry, killed in the middle of it.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Searches = 4_000;
    private const int Callers = 60;
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
    public async Task Every_search_that_was_accepted_ends_with_a_small_heap_and_across_a_kill()
    {
        using var folder = new TempFolder();
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, Searches));
        await using (var host = await LocalProcess.StartSmallAsync(folder.Path, HeapMebibytes, Settings))
        {
            var callers = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => PostAsync(host, left)));
            await half.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await host.KillAsync();
            await callers;
        }

        var before = accepted.Count;
        await using var again = await LocalProcess.StartSmallAsync(folder.Path, HeapMebibytes, Settings);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => PostAsync(again, left)));
        using var client = again.Client();
        await Parallel.ForEachAsync(accepted, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (token, _) =>
        {
            HttpStatusCode status;
            string? state;
            do
            {
                (status, state) = await CrashLoad.GetAsync(client, token, "?wait=30&limit=1");
            }
            while (status is HttpStatusCode.Accepted);

            Assert.Equal((HttpStatusCode.OK, "Succeeded"), (status, state));
        });

        output.WriteLine($"{before} accepted before the kill, {accepted.Count} in all, of {Searches}");
        Assert.False(again.HasExited, again.Output);
        Assert.DoesNotContain("memory", again.Output, StringComparison.OrdinalIgnoreCase);
        Assert.True(before > 50, "Too little was accepted to show anything.");
    }

    private async Task PostAsync(LocalProcess host, ConcurrentQueue<int> left)
    {
        using var client = host.Client();
        try
        {
            while (left.TryDequeue(out var i))
            {
                var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30 + (i % 100));
                var (from, to) = ($"{day:yyyy-MM-dd}T10:00", $"{day.AddDays(3):yyyy-MM-dd}T10:00");
                using var answer = await client.PostSearchAsync($$"""{"pickUp":{"place":"JFK","at":"{{from}}"},"dropOff":{"at":"{{to}}"} }""");
                if (answer.StatusCode is HttpStatusCode.Accepted)
                {
                    accepted.Add((await answer.JsonAsync()).GetProperty("token").GetString()!);
                }
                else
                {
                    Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
                    Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                }

                if (Interlocked.Increment(ref answered) == Searches / 2)
                {
                    half.SetResult();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            // Killed. What was under way may have been accepted or not: nothing was promised.
        }
    }
}
