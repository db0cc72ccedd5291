using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>DELETE /api/searches/{token}.</summary>
public abstract class DeletionContract<THost>() : HostContract<THost>(
    [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1")), new ScriptedSupplier("Beta").Answers()])
    where THost : IContractHost
{
    [Fact]
    public async Task A_deleted_search_is_not_found_from_then_on()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        using var first = await Client.DeleteAsync(path + "?code=x");
        using var second = await Client.DeleteAsync(path);
        using var response = await Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal("no-cache, private", first.Header("Cache-Control"));
        Assert.Empty(await first.Content.ReadAsByteArrayAsync());
        await second.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task A_search_that_runs_stops()
    {
        Beta.Waits();
        var path = $"/api/searches/{await Client.StartAsync()}";
        var question = await Beta.NextAsync();
        using var deleted = await Client.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await question.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_deleted_search_never_comes_back()
    {
        Beta.Waits();
        var path = $"/api/searches/{await Client.StartAsync()}";
        var question = await Beta.NextAsync();
        using var deleted = await Client.DeleteAsync(path);
        question.Offer(TestOffers.Offer("b1"));

        // Another search runs to its end meanwhile, and the clock past every limit.
        Beta.Answers();
        await Client.StartAndEndAsync();
        foreach (var minutes in new[] { 0, 1, 5, 30, 24 * 60, 24 * 60 })
        {
            Host.Time.Advance(TimeSpan.FromMinutes(minutes));
            using var response = await Client.GetAsync(path);
            await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        }
    }

    [Fact]
    public async Task An_expired_search_can_be_deleted()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        Host.Time.Advance(TimeSpan.FromMinutes(30));
        using var deleted = await Client.DeleteAsync(path);
        using var response = await Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task Deleting_at_the_same_moment_deletes_once()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        var statuses = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var response = await Client.DeleteAsync(path);
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.NoContent);
        Assert.Equal(15, statuses.Count(status => status is HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Other_searches_stay()
    {
        var (first, second) = (await Client.StartAndEndAsync(), await Client.StartAndEndAsync());
        using var deleted = await Client.DeleteAsync($"/api/searches/{first}");

        Assert.Equal("a1", (await Client.GetJsonAsync($"/api/searches/{second}")).References());
    }

    [Fact]
    public async Task Query_names_are_refused()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        using var refused = await Client.DeleteAsync(path + "?force=true");

        Assert.Equal("force: Unknown parameter. Allowed: none.", await refused.ErrorsAsync("InvalidQuery"));
        await Client.GetJsonAsync(path);
    }

    [Fact]
    public async Task While_the_store_cannot_be_reached_nothing_is_deleted()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        Host.Ports.StoreIsDown = true;
        using (var refused = await Client.DeleteAsync(path))
        {
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.InRange(refused.RetryAfter(), 7, 11);
        }

        Host.Ports.StoreIsDown = false;
        await Client.GetJsonAsync(path);
    }

    [Fact]
    public async Task A_deletion_whose_condition_fails_32_times_is_503_and_keeps_the_search()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        Host.Ports.WritesAreRefused = true;
        using (var refused = await Client.DeleteAsync(path))
        {
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.Equal(32, Host.Ports.RefusedWrites);
        }

        Host.Ports.WritesAreRefused = false;
        using var deleted = await Client.DeleteAsync(path);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
    }
}
