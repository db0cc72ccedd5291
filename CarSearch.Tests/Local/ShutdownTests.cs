using System.Net;
using System.Net.Sockets;
using CarSearch.Local;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

public sealed class ShutdownTests : FolderTests
{
    private static readonly string[] Slow = ["--CarSearch:Simulated:FixedLatency=00:00:20", "--CarSearch:MaxWaiting=10"];


    [UnixFact]
    public async Task An_unresponsive_collector_does_not_delay_the_shutdown()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        string[] otlp = [$"--OTEL_EXPORTER_OTLP_ENDPOINT=http://{collector.LocalEndpoint}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];
        await using var host = await LocalProcess.StartAsync(Folder.Path, [.. LocalProcess.Fast, .. otlp]);
        using var client = host.Client();
        await client.StartAsync(TestSearches.Ahead());

        await host.StopAsync();
    }

    [UnixFact]
    public async Task SIGTERM_stops_the_host_within_five_seconds_and_the_next_start_resumes_its_searches()
    {
        var tokens = new List<string>();
        await using (var host = await LocalProcess.StartAsync(Folder.Path, Slow))
        {
            using var client = host.Client();
            for (var i = 0; i < 20; i++)
            {
                tokens.Add(await client.StartAsync(TestSearches.Ahead()));
            }

            // Ten requests can wait at once. When another one is not admitted, those ten are waiting.
            var waiters = new List<Task<HttpResponseMessage>>();
            do
            {
                waiters.AddRange(tokens.Select(token => client.GetAsync($"/api/searches/{token}?wait=30")));
            }
            while (await IsAdmittedAsync(client, tokens[0]));

            await host.StopAsync();
            await Task.WhenAll(waiters).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);

            // Requests that the server had received get 202, since the search has not ended.
            var answered = waiters.Where(waiter => waiter.IsCompletedSuccessfully).ToList();
            Assert.NotEmpty(answered);
            Assert.All(answered, waiter => Assert.Equal(HttpStatusCode.Accepted, waiter.Result.StatusCode));
        }

        await using var next = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var later = next.Client();
        foreach (var token in tokens)
        {
            Assert.Equal((HttpStatusCode.OK, "Succeeded"), await CrashWorkload.GetAsync(later, token, "?wait=30"));
        }
    }

    private static async Task<bool> IsAdmittedAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/searches/{token}");
        request.Headers.Add("Prefer", "wait=1");
        using var response = await client.SendAsync(request);
        return response.Headers.Contains("Preference-Applied");
    }

    [Fact]
    public async Task The_limit_ends_the_process_when_its_time_is_up()
    {
        var exited = new TaskCompletionSource();
        ShutdownLimit.Start(TimeSpan.Zero, exited.SetResult);

        await exited.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_port_in_use_is_reported()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var output = await LocalProcess.RefusedAsync(Folder.Path, $"--urls=http://{other.LocalEndpoint}");

        var message = $"Failed to bind to address http://{other.LocalEndpoint}: address already in use.";
        Assert.Contains(message, output, StringComparison.Ordinal);
    }
}
