using System.Net;
using CarSearch.Local;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Verifies the limits, and that their counters are decremented however a search or a request ends.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new("Alpha");
    private readonly PortFaults ports = new();
    private readonly CarSearchApplication app;
    private readonly HttpClient client;

    public LimitTests()
    {
        app = new CarSearchApplication(supplier.Waits()).With("MaxInFlight", "2").With("MaxWaiting", "1")
            .With(services => services.AddSingleton(provider =>
                ports.Around((ISearchOrchestrator)provider.GetRequiredService<SearchDispatcher>())));
        client = app.Client();
    }

    public void Dispose()
    {
        client.Dispose();
        app.Dispose();
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("failed")]
    [InlineData("deleted")]
    public async Task A_search_frees_its_place_however_it_ends(string outcome)
    {
        for (var round = 0; round < 4; round++)
        {
            var tokens = new[] { await StartWhenAdmittedAsync(), await StartWhenAdmittedAsync() };
            await AssertRejectedAsync();
            foreach (var token in tokens)
            {
                await EndAsync(token, outcome);
            }
        }
    }

    [Fact]
    public async Task Repeated_requests_count_as_one_search()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.PostSearchAsync(idempotencyKey: "same")));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.Accepted, response.StatusCode));
        for (var i = 0; i < 5; i++)
        {
            using var repeat = await client.PostSearchAsync(idempotencyKey: "same");
            Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        }

        await client.StartAsync();
        await AssertRejectedAsync();
    }

    [Fact]
    public async Task A_rejected_request_is_not_counted()
    {
        for (var i = 0; i < 10; i++)
        {
            using var refused = await client.PostSearchAsync("{}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await client.StartAsync();
        await client.StartAsync();
        await AssertRejectedAsync();
    }

    [Fact]
    public async Task A_disconnected_client_frees_its_place_among_the_waiting()
    {
        var token = await client.StartAsync();
        for (var round = 0; round < 4; round++)
        {
            using var disconnect = new CancellationTokenSource();
            var waiting = await WaitUntilAdmittedAsync($"/api/searches/{token}?wait=30", disconnect.Token);
            using var answeredAtOnce = await client.GetAsync($"/api/searches/{token}?wait=30");
            Assert.Equal(HttpStatusCode.Accepted, answeredAtOnce.StatusCode);
            await disconnect.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
    }

    [Theory]
    [InlineData("Idempotency-Key", 256)]
    [InlineData("If-None-Match", 12_000)]
    [InlineData("Prefer", 12_000)]
    [InlineData("x-functions-key", 12_000)]
    public async Task Invalid_headers_are_ignored(string name, int length)
    {
        foreach (var character in ",\"=;x")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/searches/00000000000000000000000000000000");
            request.Headers.TryAddWithoutValidation(name, new string(character, length));
            using var response = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private async Task EndAsync(string token, string outcome)
    {
        var call = await supplier.NextAsync();
        switch (outcome)
        {
            case "ended":
                call.Offer(TestOffers.Offer("A1"));
                break;
            case "failed":
                call.Fail(new InvalidOperationException("Injected."));
                break;
            default:
                using (var response = await client.DeleteAsync($"/api/searches/{token}"))
                {
                    Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
                }

                break;
        }
    }

    private async Task AssertRejectedAsync()
    {
        using var response = await client.PostSearchAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        await ApiDescription.Default.AssertResponseAsync(response);
    }

    /// <summary>Starts a search once a place is free, which is shortly after the end of another is visible.</summary>
    private async Task<string> StartWhenAdmittedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(limit.IsCancellationRequested, "No place became free within 30 s.");
            using var response = await client.PostSearchAsync();
            if (response.StatusCode is HttpStatusCode.Accepted)
            {
                return (await response.JsonAsync()).Text("token");
            }
        }
    }

    /// <summary>Sends a GET that waits, once a place is free for it.</summary>
    private async Task<Task<HttpResponseMessage>> WaitUntilAdmittedAsync(string path, CancellationToken cancellationToken)
    {
        var admitted = ports.WaiterAsync().AsTask();
        while (true)
        {
            var response = client.GetAsync(path, cancellationToken);
            if (await Task.WhenAny(admitted, response) == admitted)
            {
                await admitted;
                return response;
            }

            (await response).Dispose();
        }
    }
}
