using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary><c>Retry-After</c> of a search that has not ended follows the usual response times of its suppliers.</summary>
public abstract class PollContract<THost>() : HostContract<THost>([new("Alpha"), new("Beta")])
    where THost : IContractHost
{
    [Fact]
    public async Task Nothing_is_known_at_first()
    {
        using var response = await Client.PostSearchAsync();

        Assert.InRange(RetryAfter(response), 1, 3);
    }

    [Fact]
    public async Task It_is_the_rest_until_the_usual_end()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        using var accepted = await Client.PostSearchAsync();
        Assert.InRange(RetryAfter(accepted), 3, 5);

        var path = $"/api/searches/{(await accepted.JsonAsync()).Text("token")}";
        var first = await Alpha.NextAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.InRange(await PollAsync(path), 1, 2);

        // Only the other supplier is still missing.
        first.Offer(TestOffers.Offer("a1"));
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        Assert.InRange(await PollAsync(path), 1, 2);
    }

    [Fact]
    public async Task An_overdue_search_is_polled_less_often_the_longer_it_takes()
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        await Alpha.NextAsync();
        await Beta.NextAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.InRange(await PollAsync(path), 1, 2);
        Host.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.InRange(await PollAsync(path), 4, 5);
    }

    [Fact]
    public async Task A_search_that_takes_long_is_not_polled_at_its_end_only()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(22));
        using var accepted = await Client.PostSearchAsync();

        Assert.InRange(RetryAfter(accepted), 4, 5);
    }

    [Fact]
    public async Task A_repetition_gets_what_is_left_of_its_search()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        using var first = await Client.PostSearchAsync(idempotencyKey: "k1");
        Assert.InRange(RetryAfter(first), 3, 5);
        var path = $"/api/searches/{(await first.JsonAsync()).Text("token")}";
        var (a, b) = (await Alpha.NextAsync(), await Beta.NextAsync());
        await Client.UntilAsync(path, body => body.Text("status") == "Running");
        Host.Time.Advance(TimeSpan.FromSeconds(3));
        using (var running = await Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.InRange(RetryAfter(running), 1, 2);
        }

        a.Offer(TestOffers.Offer("a1"));
        b.Offer();
        await Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        using var ended = await Client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(1, RetryAfter(ended));
    }

    [Fact]
    public async Task An_unchanged_search_has_it_too()
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        await Alpha.NextAsync();
        await Beta.NextAsync();
        await Client.UntilAsync(path, body => body.Text("status") == "Running");
        using var first = await Client.GetAsync(path);
        using var second = await Client.GetAsync(path, "If-None-Match", first.Header("ETag")!);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("Retry-After"), second.Header("Retry-After"));
    }

    /// <summary>Runs a search whose suppliers respond after these times.</summary>
    private async Task SearchAsync(TimeSpan first, TimeSpan second)
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        var (a, b) = (await Alpha.NextAsync(), await Beta.NextAsync());
        Host.Time.Advance(first);
        a.Offer(TestOffers.Offer("a1"));
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        Host.Time.Advance(second);
        b.Offer();
        await Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
    }

    private static int RetryAfter(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return response.RetryAfter();
    }

    private async Task<int> PollAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return RetryAfter(response);
    }
}
