using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: waiting for an offer or a change.</summary>
public abstract class UntilContract<THost>() : HostContract<THost>([new("Alpha"), new("Beta")], Patient)
    where THost : IContractHost
{
    [Theory]
    [InlineData("?size=compact&until=first&wait=30", null)]
    [InlineData("?size=small&until=first&wait=30&limit=1&skip=5&best=size&view=brief", null)]
    public async Task A_wait_for_an_offer_ends_with_the_first_that_matches(string query, string? prefer)
    {
        var path = await StartAsync();
        var waiting = GetAsync(path + query, "Prefer", prefer);
        await Host.Ports.WaiterAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("f1", "FDAR"));
        Assert.False(waiting.IsCompleted);

        await OfferAsync(path, Beta, 2, TestOffers.Offer("c1"));
        using var response = await waiting;
        Assert.Equal((HttpStatusCode.OK, prefer), (response.StatusCode, response.Header("Preference-Applied")));
        Assert.Equal(1, (await response.JsonAsync()).GetProperty("matched").GetInt32());
    }

    [Fact]
    public async Task A_wait_for_an_offer_ends_while_others_are_missing()
    {
        var path = await StartAsync();
        var waiting = GetAsync(path + "?size=compact&until=first&wait=30");
        await Host.Ports.WaiterAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("c1"));
        using var response = await EndAsync(waiting, path);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("c1", (await response.JsonAsync()).References());
    }

    [Fact]
    public async Task With_an_offer_that_matches_nobody_waits_for_one()
    {
        var path = await StartAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("c1"));
        using var response = await GetAsync(path + "?until=first", "Prefer", "wait=30");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("wait=30", response.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_wait_for_a_change_ends_with_the_next_progress()
    {
        var path = await StartAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("f1", "FDAR"));
        using var before = await Client.GetAsync(path);
        var waiting = GetAsync(path + "?until=change&wait=30", "If-None-Match", before.Header("ETag"));
        await Host.Ports.WaiterAsync();
        await Client.GetJsonAsync(path, HttpStatusCode.Accepted);
        Assert.False(waiting.IsCompleted);

        await OfferAsync(path, Beta, 2, TestOffers.Offer("c1"));
        using var response = await waiting;
        Assert.NotEqual(before.Header("ETag"), response.Header("ETag"));
        Assert.Equal(2, (await response.JsonAsync()).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_wait_for_a_change_ends_before_the_search()
    {
        var path = await StartAsync();
        await Client.UntilAsync(path, body => body.Text("status") is "Running");
        using var before = await Client.GetAsync(path);
        var waiting = GetAsync(path + "?until=change&wait=30", "If-None-Match", before.Header("ETag"));
        await Host.Ports.WaiterAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("c1"));
        using var response = await EndAsync(waiting, path);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.NotEqual(before.Header("ETag"), response.Header("ETag"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"another\"")]
    public async Task With_another_state_than_the_current_one_nobody_waits_for_a_change(string? etag)
    {
        var path = await StartAsync();
        using var response = await GetAsync(path + "?until=change&wait=30", "If-None-Match", etag);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_change_the_response_is_304_after_the_wait()
    {
        var path = await StartAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("c1"));
        using var before = await Client.GetAsync(path);
        var waiting = GetAsync(path + "?until=change&wait=10", "If-None-Match", before.Header("ETag"));
        await Host.Ports.WaiterAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(10));
        using var response = await waiting;

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Theory]
    [InlineData("?size=luxury&until=first&wait=30")]
    [InlineData("?until=change&wait=30")]
    [InlineData("?until=end&wait=30")]
    public async Task The_end_of_the_search_ends_every_wait(string query)
    {
        var path = await StartAsync();
        await OfferAsync(path, Alpha, 1, TestOffers.Offer("c1"));
        var waiting = GetAsync(path + query, "If-None-Match", "*");
        await Host.Ports.WaiterAsync();
        (await Beta.NextAsync()).Offer();
        using var response = await waiting;

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
        await Client.GetJsonAsync(path);
    }

    [Fact]
    public async Task A_deletion_ends_every_wait()
    {
        var path = await StartAsync();
        var waiting = GetAsync(path + "?until=first&wait=30");
        await Host.Ports.WaiterAsync();
        using var deleted = await Client.DeleteAsync(path);
        using var response = await waiting;

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Theory]
    [InlineData("?until=first")]
    [InlineData("?until=change")]
    public async Task Without_a_wait_the_response_is_immediate(string query)
    {
        var path = await StartAsync();
        using var response = await GetAsync(path + query, "If-None-Match", "\"x\"");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<string> StartAsync() => $"/api/searches/{await Client.StartAsync()}";

    private Task<HttpResponseMessage> GetAsync(string path, string header = "Prefer", string? value = null) =>
        value is null ? Client.GetAsync(path) : Client.GetAsync(path, header, value);

    /// <summary>Lets a supplier respond, and returns when the search has that many offers.</summary>
    private async Task OfferAsync(string path, ScriptedSupplier supplier, int total, params CarSearch.Suppliers.SupplierOffer[] offers)
    {
        // The cloud host publishes progress from two seconds after the start of the run.
        var question = await supplier.NextAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(3));
        question.Offer(offers);
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == total);
    }

    /// <summary>Moves the clock until a wait ends, but not to its timeout: the cloud host polls.</summary>
    private async Task<HttpResponseMessage> EndAsync(Task<HttpResponseMessage> waiting, string path)
    {
        for (var i = 0; i < 24 && !waiting.IsCompleted; i++)
        {
            Host.Time.Advance(TimeSpan.FromSeconds(1));
            await Client.GetJsonAsync(path, HttpStatusCode.Accepted);
        }

        Assert.True(waiting.IsCompleted);
        return await waiting;
    }
}
