using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>DELETE /api/searches/{token}.</summary>
public abstract class DeletionContract<THost> : IDisposable
    where THost : IContractHost
{
    private readonly ScriptedSupplier alpha = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
    private readonly ScriptedSupplier beta = new("Beta");
    private readonly Contracted<THost> host;
    private readonly HttpClient client;

    protected DeletionContract()
    {
        host = new(alpha, beta);
        client = host.Client;
    }

    [Fact]
    public async Task A_deleted_search_is_not_found_from_then_on()
    {
        beta.Answers();
        var path = $"/api/searches/{await client.StartAndEndAsync()}";
        using var first = await client.DeleteAsync(path + "?code=x");
        using var second = await client.DeleteAsync(path);
        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        Assert.Equal("no-cache, private", first.Header("Cache-Control"));
        Assert.Empty(await first.Content.ReadAsByteArrayAsync());
        await second.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task A_search_that_runs_stops()
    {
        var path = $"/api/searches/{await client.StartAsync()}";
        var question = await beta.NextAsync();
        using var deleted = await client.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await question.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_deleted_search_never_comes_back()
    {
        var path = $"/api/searches/{await client.StartAsync()}";
        var question = await beta.NextAsync();
        using var deleted = await client.DeleteAsync(path);
        question.Offer(TestOffers.Offer("b1"));

        // Another search runs to its end meanwhile, and the clock past every limit.
        beta.Answers();
        await client.StartAndEndAsync();
        foreach (var minutes in new[] { 0, 1, 5, 30, 24 * 60, 24 * 60 })
        {
            host.Time.Advance(TimeSpan.FromMinutes(minutes));
            using var response = await client.GetAsync(path);
            await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        }
    }

    [Fact]
    public async Task An_expired_search_can_be_deleted()
    {
        beta.Answers();
        var path = $"/api/searches/{await client.StartAndEndAsync()}";
        host.Time.Advance(TimeSpan.FromMinutes(30));
        using var deleted = await client.DeleteAsync(path);
        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task Deleting_at_the_same_moment_deletes_once()
    {
        beta.Answers();
        var path = $"/api/searches/{await client.StartAndEndAsync()}";
        var statuses = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var response = await client.DeleteAsync(path);
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.NoContent);
        Assert.Equal(15, statuses.Count(status => status is HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Other_searches_stay()
    {
        beta.Answers();
        var (first, second) = (await client.StartAndEndAsync(), await client.StartAndEndAsync());
        using var deleted = await client.DeleteAsync($"/api/searches/{first}");

        Assert.Equal("a1", (await client.GetJsonAsync($"/api/searches/{second}")).References());
    }

    [Fact]
    public async Task Query_names_are_refused()
    {
        beta.Answers();
        var path = $"/api/searches/{await client.StartAndEndAsync()}";
        using var refused = await client.DeleteAsync(path + "?force=true");

        Assert.Equal("force: Unknown parameter. Allowed: none.", await refused.ErrorsAsync("InvalidQuery"));
        await client.GetJsonAsync(path);
    }

    [Fact]
    public async Task While_the_store_cannot_be_reached_nothing_is_deleted()
    {
        beta.Answers();
        var path = $"/api/searches/{await client.StartAndEndAsync()}";
        host.Ports.StoreIsDown = true;
        using (var refused = await client.DeleteAsync(path))
        {
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.InRange(int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 7, 11);
        }

        host.Ports.StoreIsDown = false;
        await client.GetJsonAsync(path);
    }

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }
}
