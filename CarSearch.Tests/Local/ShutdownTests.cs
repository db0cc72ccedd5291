using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

public sealed class ShutdownTests : IDisposable
{
    private static readonly string[] Slow = ["--CarSearch:Simulated:FixedLatency=00:00:20", "--CarSearch:MaxWaiting=10"];
    private static readonly string[] Fast = ["--CarSearch:Simulated:FixedLatency=00:00:00"];

    private readonly TempFolder folder = new();

    private static string Search
    {
        get
        {
            var day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);
            return $$"""{"pickUp":{"place":"JFK","at":"{{day:yyyy-MM-dd}}T10:00"},"dropOff":{"at":"{{day.AddDays(2):yyyy-MM-dd}}T10:00"} }""";
        }
    }

    public void Dispose() => folder.Dispose();

    [UnixFact]
    public async Task A_collector_that_does_not_answer_does_not_hold_up_the_end()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        await using var host = await LocalProcess.StartAsync(
            folder.Path, [.. Fast, $"--OTEL_EXPORTER_OTLP_ENDPOINT=http://{collector.LocalEndpoint}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]);
        using var client = host.Client();
        await client.StartAsync(Search);

        var clock = Stopwatch.StartNew();
        host.AskToEnd();
        Assert.Equal(0, await host.ExitAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    [UnixFact]
    public async Task Asked_to_end_it_ends_within_five_seconds_and_leaves_running_searches_for_the_next_start()
    {
        var tokens = new List<string>();
        await using (var host = await LocalProcess.StartAsync(folder.Path, Slow))
        {
            using var client = host.Client();
            for (var i = 0; i < 20; i++)
            {
                tokens.Add(await client.StartAsync(Search));
            }

            // Ten may wait at once: when one more is not let in, those ten are waiting.
            var waiters = new List<Task<HttpResponseMessage>>();
            do
            {
                waiters.AddRange(tokens.Select(token => client.GetAsync($"/api/searches/{token}?wait=30")));
            }
            while (await IsLetInAsync(client, tokens[0]));

            var clock = Stopwatch.StartNew();
            host.AskToEnd();
            Assert.Equal(0, await host.ExitAsync());
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
            await Task.WhenAll(waiters).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);

            // Who had been heard was answered, and told the truth: it has not ended.
            Assert.All(waiters.Where(waiter => waiter.IsCompletedSuccessfully), waiter => Assert.Equal(HttpStatusCode.Accepted, waiter.Result.StatusCode));
            Assert.Contains(waiters, waiter => waiter.IsCompletedSuccessfully);
        }

        await using var next = await LocalProcess.StartAsync(folder.Path, Fast);
        using var later = next.Client();
        foreach (var token in tokens)
        {
            Assert.Equal((HttpStatusCode.OK, "Succeeded"), await CrashLoad.GetAsync(later, token, "?wait=30"));
        }
    }

    private static async Task<bool> IsLetInAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/searches/{token}");
        request.Headers.Add("Prefer", "wait=1");
        using var answer = await client.SendAsync(request);
        return answer.Headers.Contains("Preference-Applied");
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_and_the_first_goes_on()
    {
        await using var first = await LocalProcess.StartAsync(folder.Path, Fast);
        using var client = first.Client();
        var token = await client.StartAndEndAsync(Search);

        var (exitCode, said) = await LocalProcess.RefusedAsync(folder.Path);

        Assert.Equal(1, exitCode);
        Assert.Contains("carsearch.db is in use by another CarSearch", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await CrashLoad.GetAsync(client, token)).Status);
        await client.StartAndEndAsync(Search);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence_and_gives_the_database_back()
    {
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, said) = await LocalProcess.RefusedAsync(folder.Path, $"--urls=http://{other.LocalEndpoint}");

        Assert.Equal(1, exitCode);
        Assert.Contains($"CarSearch can't start: Failed to bind to address http://{other.LocalEndpoint}: address already in use.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }
}
