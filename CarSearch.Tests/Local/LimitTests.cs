using System.Net;
using CarSearch.Local;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Limits hold, and what they count is counted down again however it ends.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new("Alpha");
    private readonly PortFaults ports = new();
    private readonly CarSearchApplication app;
    private readonly HttpClient client;

    public LimitTests()
    {
        app = new CarSearchApplication(supplier.Waits()).With("MaxInFlight", "2").With("MaxWaiting", "1")
            .With(services => services.AddSingleton(provider => ports.Around((ISearchOrchestrator)provider.GetRequiredService<SearchDispatcher>())));
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
    public async Task Searches_make_room_for_others_however_they_end(string how)
    {
        for (var round = 0; round < 4; round++)
        {
            var tokens = new[] { await UntilAcceptedAsync(), await UntilAcceptedAsync() };
            await AssertTooManyAsync();
            foreach (var token in tokens)
            {
                await EndAsync(token, how);
            }
        }
    }

    [Fact]
    public async Task Searches_that_are_repeated_take_one_place_together()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.PostSearchAsync(idempotencyKey: "same")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        for (var i = 0; i < 5; i++)
        {
            using var repeat = await client.PostSearchAsync(idempotencyKey: "same");
            Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        }

        await client.StartAsync();
        await AssertTooManyAsync();
    }

    [Fact]
    public async Task What_is_refused_takes_no_place()
    {
        for (var i = 0; i < 10; i++)
        {
            using var refused = await client.PostSearchAsync("{}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await client.StartAsync();
        await client.StartAsync();
        await AssertTooManyAsync();
    }

    [Fact]
    public async Task Callers_that_wait_make_room_for_others_when_they_go()
    {
        var token = await client.StartAsync();
        for (var round = 0; round < 4; round++)
        {
            using var gone = new CancellationTokenSource();
            var waiting = await UntilLetInAsync($"/api/searches/{token}?wait=30", gone.Token);
            using var answeredAtOnce = await client.GetAsync($"/api/searches/{token}?wait=30");
            Assert.Equal(HttpStatusCode.Accepted, answeredAtOnce.StatusCode);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
    }

    [Theory]
    [InlineData("/api/searches/00000000000000000000000000000000")]
    [InlineData("/api/places")]
    [InlineData("/api/searches")]
    public async Task A_query_that_is_too_long_is_refused_whatever_is_in_it(string path)
    {
        foreach (var filler in new[] { "size=" + new string('a', 4000), string.Concat(Enumerable.Repeat("a=1&", 1000)), new string('&', 4000) })
        {
            using var answer = await client.GetAsync($"{path}?{filler}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            await ApiDescription.Default.AssertAnswerAsync(answer);
            Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < 10_000);
        }
    }

    [Theory]
    [InlineData("Idempotency-Key", 256)]
    [InlineData("If-None-Match", 12_000)]
    [InlineData("Prefer", 12_000)]
    [InlineData("Accept", 12_000)]
    [InlineData("x-functions-key", 12_000)]
    public async Task Headers_full_of_junk_do_no_harm(string name, int length)
    {
        foreach (var junk in new[] { new string(',', length), new string('"', length), new string('=', length), new string(';', length), new string('x', length) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/searches/00000000000000000000000000000000");
            request.Headers.TryAddWithoutValidation(name, junk);
            using var answer = await client.SendAsync(request);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task EndAsync(string token, string how)
    {
        var question = await supplier.NextAsync();
        switch (how)
        {
            case "ended":
                question.Offer(TestOffers.Offer("A1"));
                break;
            case "failed":
                question.Fail(new InvalidOperationException("It is broken."));
                break;
            default:
                using (var answer = await client.DeleteAsync($"/api/searches/{token}"))
                {
                    Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
                }

                break;
        }
    }

    private async Task AssertTooManyAsync()
    {
        using var answer = await client.PostSearchAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await ApiDescription.Default.AssertAnswerAsync(answer);
    }

    /// <summary>A place is given back a moment after the end shows.</summary>
    private async Task<string> UntilAcceptedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Assert.False(limit.IsCancellationRequested, "A place was never given back.");
            using var answer = await client.PostSearchAsync();
            if (answer.StatusCode is HttpStatusCode.Accepted)
            {
                return (await answer.JsonAsync()).GetProperty("token").GetString()!;
            }
        }
    }

    /// <summary>A caller who waits, once there is a place for it.</summary>
    private async Task<Task<HttpResponseMessage>> UntilLetInAsync(string path, CancellationToken gone)
    {
        var letIn = ports.WaiterAsync().AsTask();
        while (true)
        {
            var answer = client.GetAsync(path, gone);
            if (await Task.WhenAny(letIn, answer) == letIn)
            {
                await letIn;
                return answer;
            }

            (await answer).Dispose();
        }
    }
}
