using System.Globalization;
using System.Net;
using CarSearch.Local.Load;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local.Load;

/// <summary>Verifies a host with memory for one search at a time.</summary>
public sealed class WaitingSearchTests : FolderTests
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Waits();

    [Fact]
    public async Task Searches_run_one_at_a_time_in_order_of_acceptance()
    {
        using var app = CreateSmall("00:04:00");
        using var client = app.Client();
        var tokens = await StartAsync(client, 4);

        for (var i = 0; i < tokens.Length; i++)
        {
            Assert.Equal("Running", await StatusAsync(client, tokens[i]));
            foreach (var later in tokens[(i + 1)..])
            {
                Assert.Equal("NotStarted", await StatusAsync(client, later));
            }

            var ended = client.GetAsync($"/api/searches/{tokens[i]}?wait=30");
            await AnswerAsync(driverAge: 30 + i);
            using var response = await ended;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var next = tokens[Math.Min(i + 1, tokens.Length - 1)];
            await client.UntilAsync($"/api/searches/{next}", body => body.GetProperty("status").GetString() != "NotStarted");
        }
    }

    [Fact]
    public async Task A_waiting_search_is_polled_less_often_than_a_running_one()
    {
        using var app = CreateSmall("00:04:00");
        using var client = app.Client();
        var tokens = await StartAsync(client, 3);
        using var running = await client.GetAsync($"/api/searches/{tokens[0]}");
        using var waiting = await client.GetAsync($"/api/searches/{tokens[2]}");
        using var accepted = await client.PostSearchAsync();

        Assert.InRange(running.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3);
        Assert.Equal(10, waiting.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(10, accepted.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_waiting_search_is_deleted_at_once()
    {
        using var app = CreateSmall("00:04:00");
        using var client = app.Client();
        var tokens = await StartAsync(client, 3);
        using (var deleted = await client.DeleteAsync($"/api/searches/{tokens[1]}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        }

        using (var gone = await client.GetAsync($"/api/searches/{tokens[1]}"))
        {
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        await AnswerAsync(driverAge: 30);
        await AnswerAsync(driverAge: 32);
        using var last = await client.GetAsync($"/api/searches/{tokens[2]}?wait=30");
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        Assert.Equal(2, supplier.Asked);
    }

    [Fact]
    public async Task The_next_start_resumes_searches_one_at_a_time()
    {
        string[] tokens;
        using (var app = CreateSmall("00:04:00"))
        {
            using var client = app.Client();
            tokens = await StartAsync(client, 4);
            await supplier.NextAsync();
        }

        using var next = CreateSmall("00:00:00");
        using var nextClient = next.Client();
        for (var i = 0; i < tokens.Length; i++)
        {
            Assert.Equal(i + 2, await CountCallsAsync(i));
        }

        foreach (var token in tokens)
        {
            using var response = await nextClient.GetAsync($"/api/searches/{token}?wait=30");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        async Task<int> CountCallsAsync(int i)
        {
            await AnswerAsync(driverAge: 30 + i);
            return supplier.Asked;
        }
    }

    [Fact]
    public async Task A_search_that_would_wait_too_long_is_rejected_unless_it_repeats_an_accepted_one()
    {
        using var app = CreateSmall("00:00:00");
        using var client = app.Client();
        using var first = await client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        using (var refused = await client.PostSearchAsync(idempotencyKey: "k2"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            await ApiDescription.Default.AssertResponseAsync(refused);

            // The running search takes up to 25 s, minus up to 20 % jitter.
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 20, 25);
        }

        using var repeat = await client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        Assert.Equal((await first.JsonAsync()).ToString(), (await repeat.JsonAsync()).ToString());
    }

    [Fact]
    public async Task No_more_requests_wait_than_the_memory_allows()
    {
        using var app = new CarSearchApplication(supplier)
            .With(services => services.AddSingleton(new MemoryBudget(searchBytes: 100 << 20, cacheBytes: 1 << 20, maxWaiting: 0)));
        using var client = app.Client();
        var token = await client.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/searches/{token}") { Headers = { { "Prefer", "wait=30" } } };
        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.False(response.Headers.Contains("Preference-Applied"));
    }

    private CarSearchApplication CreateSmall(string maxWait) => new CarSearchApplication(Folder, supplier)
        .With("MaxWaitToStart", maxWait)
        .With(services => services.AddSingleton(new MemoryBudget(searchBytes: 100 << 10, cacheBytes: 1 << 20)));

    /// <summary>Starts searches that differ by the driver's age: 30, 31 and so on.</summary>
    private static async Task<string[]> StartAsync(HttpClient client, int count)
    {
        var tokens = new string[count];
        for (var i = 0; i < count; i++)
        {
            var age = (30 + i).ToString(CultureInfo.InvariantCulture);
            tokens[i] = await client.StartAsync($"{TestSearches.Weekend[..^1]},\"driverAge\":{age}}}");
        }

        return tokens;
    }

    private static async Task<string?> StatusAsync(HttpClient client, string token)
    {
        using var response = await client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await ApiDescription.Default.AssertResponseAsync(response);
        return (await response.JsonAsync()).GetProperty("status").GetString();
    }

    private async Task AnswerAsync(int driverAge)
    {
        var call = await supplier.NextAsync();
        Assert.Equal(driverAge, call.Request.Search.DriverAge);
        call.Offer(TestOffers.Offer("A1"));
    }
}
