using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: waiting for the end.</summary>
public abstract class WaitContract<THost> : IDisposable
    where THost : IContractHost
{
    private readonly ScriptedSupplier supplier = new("Alpha");
    private readonly Contracted<THost> host;

    // No supplier ends a search here before its test does.
    protected WaitContract() => host = new(new Dictionary<string, string> { ["SupplierTimeout"] = "00:05:00" }, supplier);

    [Theory]
    [InlineData("?wait=30", null, null)]
    [InlineData("", "wait=30", "wait=30")]
    public async Task A_wait_ends_when_the_search_ends(string query, string? prefer, string? applied)
    {
        var token = await host.Client.StartAsync();
        var waiting = GetAsync(host, token, query, prefer);
        await host.Ports.WaiterAsync();
        (await supplier.NextAsync()).Offer(TestOffers.Offer("a1"));
        using var response = await waiting;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a1", (await response.JsonAsync()).References());
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("?wait=10", null, 10, null)]
    [InlineData("?wait=2.5", null, 2.5, null)]
    [InlineData("?wait=31", null, 30, null)]
    [InlineData("?wait=1000000000", null, 30, null)]
    [InlineData("", "wait=10", 10, "wait=10")]
    [InlineData("", "WAIT = \"10\"", 10, "wait=10")]
    [InlineData("", "respond-async, wait=10; x=y", 10, "wait=10")]
    [InlineData("", "wait=100", 30, "wait=30")]
    [InlineData("?wait=5", "wait=10", 5, null)]
    public async Task A_wait_ends_at_its_time_which_is_at_most_30_seconds(string query, string? prefer, double seconds, string? applied)
    {
        var token = await host.Client.StartAsync();
        var waiting = GetAsync(host, token, query, prefer);
        await host.Ports.WaiterAsync();
        host.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await host.Client.GetJsonAsync($"/api/searches/{token}", HttpStatusCode.Accepted);
        Assert.False(waiting.IsCompleted);

        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var response = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("?wait=0", null, null)]
    [InlineData("?wait=-5", null, null)]
    [InlineData("?wait=", null, null)]
    [InlineData("", "wait=0", "wait=0")]
    [InlineData("", "wait=soon", null)]
    [InlineData("", "wait=-1", null)]
    [InlineData("", "wait", null)]
    [InlineData("", "respond-async", null)]
    [InlineData("?wait=0", "wait=30", null)]
    public async Task Without_a_valid_wait_the_response_is_immediate(string query, string? prefer, string? applied)
    {
        var token = await host.Client.StartAsync();
        using var response = await GetAsync(host, token, query, prefer);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(applied, response.Header("Preference-Applied"));
    }

    [Fact]
    public async Task For_a_search_that_has_ended_nobody_waits()
    {
        supplier.Answers();
        var token = await host.Client.StartAndEndAsync();
        using var response = await GetAsync(host, token, "", "wait=30");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("wait=30", response.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_wait_ends_when_the_search_is_deleted()
    {
        var token = await host.Client.StartAsync();
        var waiting = GetAsync(host, token, "?wait=30", null);
        await host.Ports.WaiterAsync();
        using var deleted = await host.Client.DeleteAsync($"/api/searches/{token}");
        using var response = await waiting;

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task Above_MaxWaiting_the_response_is_immediate()
    {
        using var small = new Contracted<THost>(new Dictionary<string, string> { ["MaxWaiting"] = "1" }, supplier);
        var token = await small.Client.StartAsync();
        var waiting = GetAsync(small, token, "", "wait=30");
        await small.Ports.WaiterAsync();
        using (var atOnce = await GetAsync(small, token, "", "wait=30"))
        {
            Assert.Equal(HttpStatusCode.Accepted, atOnce.StatusCode);
            Assert.Null(atOnce.Header("Preference-Applied"));
        }

        (await supplier.NextAsync()).Offer();
        using var response = await waiting;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_wait_that_is_over_makes_room_for_another()
    {
        using var small = new Contracted<THost>(new Dictionary<string, string> { ["MaxWaiting"] = "1" }, supplier);
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

    public void Dispose()
    {
        host.Dispose();
        GC.SuppressFinalize(this);
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
