using System.Globalization;
using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary><c>Retry-After</c> of a search that has not ended follows the usual response times of its suppliers.</summary>
public abstract class PollContract<THost> : IDisposable
    where THost : IContractHost
{
    private readonly ScriptedSupplier alpha = new("Alpha");
    private readonly ScriptedSupplier beta = new("Beta");
    private readonly Contracted<THost> host;
    private readonly HttpClient client;

    protected PollContract()
    {
        host = new(alpha, beta);
        client = host.Client;
    }

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nothing_is_known_at_first()
    {
        using var response = await client.PostSearchAsync();

        Assert.InRange(RetryAfter(response), 1, 3);
    }

    [Fact]
    public async Task It_is_the_rest_until_the_usual_end()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        using var accepted = await client.PostSearchAsync();
        Assert.InRange(RetryAfter(accepted), 3, 5);

        var path = $"/api/searches/{(await accepted.JsonAsync()).Text("token")}";
        var first = await alpha.NextAsync();
        host.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.InRange(await PollAsync(path), 1, 2);

        // Only the other supplier is still missing.
        first.Offer(TestOffers.Offer("a1"));
        await client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        Assert.InRange(await PollAsync(path), 1, 2);
    }

    [Fact]
    public async Task An_overdue_search_is_polled_less_often_the_longer_it_takes()
    {
        var path = $"/api/searches/{await client.StartAsync()}";
        await alpha.NextAsync();
        await beta.NextAsync();
        host.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.InRange(await PollAsync(path), 1, 2);
        host.Time.Advance(TimeSpan.FromSeconds(16));
        Assert.InRange(await PollAsync(path), 4, 5);
    }

    [Fact]
    public async Task A_search_that_takes_long_is_not_polled_at_its_end_only()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(22));
        using var accepted = await client.PostSearchAsync();

        Assert.InRange(RetryAfter(accepted), 4, 5);
    }

    [Fact]
    public async Task A_repetition_gets_what_is_left_of_its_search()
    {
        await SearchAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        using var first = await client.PostSearchAsync(idempotencyKey: "k1");
        Assert.InRange(RetryAfter(first), 3, 5);
        var path = $"/api/searches/{(await first.JsonAsync()).Text("token")}";
        var (a, b) = (await alpha.NextAsync(), await beta.NextAsync());
        await client.UntilAsync(path, body => body.Text("status") == "Running");
        host.Time.Advance(TimeSpan.FromSeconds(3));
        using (var running = await client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.InRange(RetryAfter(running), 1, 2);
        }

        a.Offer(TestOffers.Offer("a1"));
        b.Offer();
        await client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        using var ended = await client.PostSearchAsync(idempotencyKey: "k1");
        Assert.Equal(1, RetryAfter(ended));
    }

    [Fact]
    public async Task An_unchanged_search_has_it_too()
    {
        var path = $"/api/searches/{await client.StartAsync()}";
        await alpha.NextAsync();
        await beta.NextAsync();
        await client.UntilAsync(path, body => body.Text("status") == "Running");
        using var first = await client.GetAsync(path);
        using var second = await client.GetAsync(path, "If-None-Match", first.Header("ETag")!);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("Retry-After"), second.Header("Retry-After"));
    }

    /// <summary>Runs a search whose suppliers respond after these times.</summary>
    private async Task SearchAsync(TimeSpan first, TimeSpan second)
    {
        var path = $"/api/searches/{await client.StartAsync()}";
        var (a, b) = (await alpha.NextAsync(), await beta.NextAsync());
        host.Time.Advance(first);
        a.Offer(TestOffers.Offer("a1"));
        await client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        host.Time.Advance(second);
        b.Offer();
        await client.UntilAsync(path, body => body.Text("status") == "Succeeded");
    }

    private static int RetryAfter(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return int.Parse(response.Header("Retry-After")!, CultureInfo.InvariantCulture);
    }

    private async Task<int> PollAsync(string path)
    {
        using var response = await client.GetAsync(path);
        return RetryAfter(response);
    }
}
