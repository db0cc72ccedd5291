using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: waiting for the end.</summary>
public abstract class WaitContract<THost>() : HostContract<THost>([new("Alpha")], Patient)
    where THost : IContractHost
{
    [Theory]
    [InlineData("?wait=30", null, null)]
    [InlineData("", "wait=30", "wait=30")]
    public async Task A_wait_ends_when_the_search_ends(string query, string? prefer, string? applied)
    {
        var token = await Client.StartAsync();
        var waiting = GetAsync(Host, token, query, prefer);
        await Host.Ports.WaiterAsync();
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"));
        using var response = await waiting;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a1", (await response.JsonAsync()).References());
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("?wait=10", null, 10, null)]
    [InlineData("?wait=2.5", null, 2.5, null)]
    [InlineData("?wait=31", null, 30, null)]
    [InlineData("", "wait=10", 10, "wait=10")]
    [InlineData("", "respond-async, wait=10; x=y", 10, "wait=10")]
    [InlineData("", "wait=100", 30, "wait=30")]
    [InlineData("?wait=5", "wait=10", 5, null)]
    public async Task A_wait_ends_at_its_time_which_is_at_most_30_seconds(string query, string? prefer, double seconds, string? applied)
    {
        var token = await Client.StartAsync();
        var waiting = GetAsync(Host, token, query, prefer);
        await Host.Ports.WaiterAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await Client.GetJsonAsync($"/api/searches/{token}", HttpStatusCode.Accepted);
        Assert.False(waiting.IsCompleted);

        Host.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("?wait=0", null, null)]
    [InlineData("?wait=", null, null)]
    [InlineData("", "wait=0", "wait=0")]
    [InlineData("", "wait=soon", null)]
    [InlineData("", "respond-async", null)]
    [InlineData("?wait=0", "wait=30", null)]
    public async Task Without_a_valid_wait_the_response_is_immediate(string query, string? prefer, string? applied)
    {
        var token = await Client.StartAsync();
        using var response = await GetAsync(Host, token, query, prefer);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Fact]
    public async Task For_a_search_that_has_ended_nobody_waits()
    {
        Alpha.Answers();
        var token = await Client.StartAndEndAsync();
        using var response = await GetAsync(Host, token, "", "wait=30");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("wait=30", response.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_wait_ends_when_the_search_is_deleted()
    {
        var token = await Client.StartAsync();
        var waiting = GetAsync(Host, token, "?wait=30", null);
        await Host.Ports.WaiterAsync();
        using var deleted = await Client.DeleteAsync($"/api/searches/{token}");
        using var response = await waiting;

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task Above_MaxWaiting_the_response_is_immediate()
    {
        using var small = new Contracted<THost>(new Dictionary<string, string> { ["MaxWaiting"] = "1" }, Alpha);
        var token = await small.Client.StartAsync();
        var waiting = GetAsync(small, token, "", "wait=30");
        await small.Ports.WaiterAsync();
        using (var atOnce = await GetAsync(small, token, "", "wait=30"))
        {
            Assert.Equal(HttpStatusCode.Accepted, atOnce.StatusCode);
            Assert.Null(atOnce.Header("Preference-Applied"));
        }

        (await Alpha.NextAsync()).Offer();
        using var response = await waiting;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_wait_that_is_over_makes_room_for_another()
    {
        using var small = new Contracted<THost>(new Dictionary<string, string> { ["MaxWaiting"] = "1" }, Alpha);
        var token = await small.Client.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var waiting = GetAsync(small, token, "", "wait=1");
            await small.Ports.WaiterAsync();
            small.Time.Advance(TimeSpan.FromSeconds(1));
            using var response = await waiting;
            Assert.Equal("wait=1", response.Header("Preference-Applied"));
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(Contracted<THost> host, string token, string query, string? prefer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/searches/{token}{query}");
        if (prefer is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Prefer", prefer));
        }

        return await host.Client.SendAsync(request);
    }
}
