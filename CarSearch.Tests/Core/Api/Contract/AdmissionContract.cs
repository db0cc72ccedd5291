using System.Net;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches on a host that has accepted as much as it can start in time.</summary>
public abstract class AdmissionContract<THost>() : HostContract<THost>([new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))])
    where THost : IContractHost
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(29.2, "30")]
    [InlineData(60, "60")]
    public async Task A_search_is_refused_with_the_time_to_send_it_again(double seconds, string retryAfter)
    {
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(seconds);
        using var response = await Client.PostSearchAsync();

        var problem = await response.ProblemAsync(HttpStatusCode.TooManyRequests, "TooManySearches");
        Assert.Equal(retryAfter, response.Header("Retry-After"));
        Assert.Contains("Nothing was accepted", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_search_leaves_its_idempotency_key_unused()
    {
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using (var refused = await Client.PostSearchAsync(Body(from: "JFK"), idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        Host.Ports.RetryAfter = null;
        using var another = await Client.PostSearchAsync(Body(from: "LHR"), idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, another.StatusCode);
    }

    [Fact]
    public async Task A_repeat_of_an_accepted_search_is_not_refused()
    {
        using var first = await Client.PostSearchAsync(idempotencyKey: "k1");
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var repeat = await Client.PostSearchAsync(idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        Assert.Equal((await first.JsonAsync()).Text("token"), (await repeat.JsonAsync()).Text("token"));
    }

    [Fact]
    public async Task Another_search_with_a_used_key_gets_422_instead_of_429()
    {
        using var first = await Client.PostSearchAsync(Body(from: "JFK"), idempotencyKey: "k1");
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var another = await Client.PostSearchAsync(Body(from: "LHR"), idempotencyKey: "k1");

        await another.ProblemAsync(HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused");
    }

    [Fact]
    public async Task A_key_that_is_a_day_old_is_refused_as_a_new_one()
    {
        using var first = await Client.PostSearchAsync(idempotencyKey: "k1");
        Host.Time.Advance(TimeSpan.FromDays(1));
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using var later = await Client.PostSearchAsync(idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.TooManyRequests, later.StatusCode);
    }

    [Fact]
    public async Task A_search_whose_key_was_claimed_but_which_was_never_started_is_refused_and_started_later()
    {
        Host.Ports.OrchestratorIsDown = true;
        using (var failed = await Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        }

        Host.Ports.OrchestratorIsDown = false;
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        using (var refused = await Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        Host.Ports.RetryAfter = null;
        using var accepted = await Client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await Client.UntilAsync(
            $"/api/searches/{(await accepted.JsonAsync()).Text("token")}", body => body.Text("status") == "Succeeded");
    }

    [Fact]
    public async Task Refusals_do_not_hide_a_store_that_is_down()
    {
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(3);
        Host.Ports.StoreIsDown = true;
        using var response = await Client.PostSearchAsync(idempotencyKey: "k1");

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
    }
}
