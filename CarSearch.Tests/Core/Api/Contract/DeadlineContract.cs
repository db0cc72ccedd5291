using System.Net;
using CarSearch.Api;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>A store or an orchestrator that does not respond: callers get a response within five seconds, and nothing is lost.</summary>
public abstract class DeadlineContract<THost>() : HostContract<THost>([new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))])
    where THost : IContractHost
{
    [Fact]
    public void A_caller_waits_less_than_five_seconds() =>
        Assert.InRange(SearchesApi.PortTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("DELETE")]
    public async Task A_request_for_a_search_gets_503_in_time_and_keeps_the_search(string method)
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        using (Host.Ports.Stall())
        {
            using var request = new HttpRequestMessage(new(method), path);
            await AssertUnavailableAsync(Client.SendAsync(request));
        }

        using var response = await Client.GetAsync(path);
        Assert.Equal(
            method == "DELETE" ? HttpStatusCode.NotFound : HttpStatusCode.OK, await SettledAsync(path, response.StatusCode, method));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("k1")]
    public async Task A_new_search_gets_503_in_time(string? key)
    {
        using (Host.Ports.Stall())
        {
            await AssertUnavailableAsync(Client.PostSearchAsync(idempotencyKey: key));
        }

        // The call that was under way ends a moment later; until then a host may refuse others.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var status = HttpStatusCode.ServiceUnavailable; status is not HttpStatusCode.Accepted;)
        {
            Assert.False(limit.IsCancellationRequested, "Nothing is accepted any more.");
            using var response = await Client.PostSearchAsync(idempotencyKey: key);
            status = response.StatusCode;
        }
    }

    /// <summary>Advances the clock until there is a response, which must be 503.</summary>
    private async Task AssertUnavailableAsync(Task<HttpResponseMessage> sending)
    {
        var began = Host.Time.GetUtcNow();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!sending.IsCompleted)
        {
            Assert.False(limit.IsCancellationRequested, "There was no response.");

            // No timer is set before the request has reached the port over a real connection, so that one step may not be enough. All steps
            // together are shorter than the lifetime of offers.
            Host.Time.Advance(SearchesApi.PortTimeout);
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token));
        }

        Assert.True(Host.Time.GetUtcNow() - began >= SearchesApi.PortTimeout);
        using var response = await sending;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    /// <summary>A pending deletion completes once the store responds.</summary>
    private async Task<HttpStatusCode> SettledAsync(string path, HttpStatusCode first, string method)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        for (var status = first; ;)
        {
            if (method != "DELETE" || status is HttpStatusCode.NotFound || limit.IsCancellationRequested)
            {
                return status;
            }

            using var response = await Client.GetAsync(path);
            status = response.StatusCode;
        }
    }
}
