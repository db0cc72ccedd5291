using System.Net;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches on a host that has accepted as much as it can start in time.</summary>
public abstract class AdmissionContract<THost> : IDisposable
    where THost : IContractHost
{
    private readonly Contracted<THost> host = new(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1")));

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(29.2, "30")]
    [InlineData(60, "60")]
    public async Task A_search_is_refused_with_the_time_to_send_it_again(double seconds, string retryAfter)
    {
        host.Ports.RetryAfter = TimeSpan.FromSeconds(seconds);
        using var response = await host.Client.PostSearchAsync();

        var problem = await response.ProblemAsync(HttpStatusCode.TooManyRequests, "TooManySearches");
        Assert.Equal(retryAfter, response.Header("Retry-After"));
        Assert.Contains("Nothing was accepted", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_search_leaves_its_idempotency_key_unused()
    {
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using (var refused = await host.Client.PostSearchAsync(Body(from: "JFK"), idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        host.Ports.RetryAfter = null;
        using var another = await host.Client.PostSearchAsync(Body(from: "LHR"), idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, another.StatusCode);
    }

    [Fact]
    public async Task A_repeat_of_an_accepted_search_is_not_refused()
    {
        using var first = await host.Client.PostSearchAsync(idempotencyKey: "k1");
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var repeat = await host.Client.PostSearchAsync(idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        Assert.Equal((await first.JsonAsync()).Text("token"), (await repeat.JsonAsync()).Text("token"));
    }

    [Fact]
    public async Task Another_search_with_a_used_key_gets_422_instead_of_429()
    {
        using var first = await host.Client.PostSearchAsync(Body(from: "JFK"), idempotencyKey: "k1");
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var another = await host.Client.PostSearchAsync(Body(from: "LHR"), idempotencyKey: "k1");

        await another.ProblemAsync(HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused");
    }

    [Fact]
    public async Task A_key_that_is_a_day_old_is_refused_as_a_new_one()
    {
        using var first = await host.Client.PostSearchAsync(idempotencyKey: "k1");
        host.Time.Advance(TimeSpan.FromDays(1));
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var later = await host.Client.PostSearchAsync(idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.TooManyRequests, later.StatusCode);
    }

    [Fact]
    public async Task A_search_whose_key_was_claimed_but_which_was_never_started_is_refused_and_started_later()
    {
        host.Ports.OrchestratorIsDown = true;
        using (var failed = await host.Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        }

        host.Ports.OrchestratorIsDown = false;
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using (var refused = await host.Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        host.Ports.RetryAfter = null;
        using var accepted = await host.Client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await host.Client.UntilAsync(
            $"/api/searches/{(await accepted.JsonAsync()).Text("token")}", body => body.Text("status") == "Succeeded");
    }

    [Fact]
    public async Task Refusals_do_not_hide_a_store_that_is_down()
    {
        host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        host.Ports.StoreIsDown = true;
        using var response = await host.Client.PostSearchAsync(idempotencyKey: "k1");

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
    }
}
