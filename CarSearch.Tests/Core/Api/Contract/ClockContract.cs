using System.Net;
using System.Text.Json;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>The system clock is set while a search runs: durations do not change, and instants stay in order.</summary>
public abstract class ClockContract<THost>() : HostContract<THost>([new("Alpha"), new("Beta")])
    where THost : IContractHost
{
    private static readonly string[] Instants = ["requestedAt", "updatedAt", "completedAt", "expiresAt"];

    [Theory]
    [InlineData(10)]
    [InlineData(60 * 24 * 3)]
    [InlineData(-10)]
    [InlineData(-60 * 24 * 3)]
    public async Task A_running_search_goes_on_and_ends_with_its_responses(int minutes)
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        var (first, second) = (await Alpha.NextAsync(), await Beta.NextAsync());
        Host.Time.Advance(TimeSpan.FromSeconds(1));
        Host.Time.Step(TimeSpan.FromMinutes(minutes));
        Assert.Equal("Running", (await Client.GetJsonAsync(path, HttpStatusCode.Accepted)).Text("status"));

        first.Offer(TestOffers.Offer("a1"));
        var running = await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        AssertOrdered(running);
        Assert.Equal(1000, running.Supplier("Alpha").GetProperty("elapsedMs").GetInt32());

        Host.Time.Advance(TimeSpan.FromSeconds(2));
        second.Offer(TestOffers.Offer("b1"));
        var ended = await Client.UntilAsync(path, body => body.Text("status") != "Running");
        Assert.Equal("Succeeded", ended.Text("status"));
        Assert.Equal(3000, ended.Supplier("Beta").GetProperty("elapsedMs").GetInt32());
        AssertOrdered(ended);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_supplier_has_all_of_its_time_and_no_more(int minutes)
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        await Alpha.NextAsync();
        (await Beta.NextAsync()).Offer(TestOffers.Offer("b1"));
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        Host.Time.Step(TimeSpan.FromMinutes(minutes));
        Host.Time.Advance(TimeSpan.FromSeconds(25) - TimeSpan.FromMilliseconds(1));
        Assert.Equal("Running", (await Client.GetJsonAsync(path, HttpStatusCode.Accepted)).Supplier("Alpha").Text("status"));

        Host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var ended = await Client.UntilAsync(path, body => body.Text("status") != "Running");
        var supplier = ended.Supplier("Alpha");
        Assert.Equal(("TimedOut", 25_000), (supplier.Text("status"), supplier.GetProperty("elapsedMs").GetInt32()));
        AssertOrdered(ended);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_wait_takes_as_long_as_requested(int minutes)
    {
        var token = await Client.StartAsync();
        await Alpha.NextAsync();
        var waiting = Client.GetAsync($"/api/searches/{token}?wait=5");
        await Host.Ports.WaiterAsync();
        Host.Time.Step(TimeSpan.FromMinutes(minutes));
        Assert.False(waiting.IsCompleted);

        // The cloud host polls several times on the way.
        for (var i = 0; !waiting.IsCompleted; i++)
        {
            Assert.InRange(i, 0, 300);
            Host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }

        using var response = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task The_expiry_is_an_instant_of_the_system_clock()
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"));
        (await Beta.NextAsync()).Offer();
        await Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        Host.Time.Step(TimeSpan.FromMinutes(-20));
        await Client.GetJsonAsync(path);
        Host.Time.Step(TimeSpan.FromMinutes(50));
        using var gone = await Client.GetAsync(path);

        await gone.ProblemAsync(HttpStatusCode.Gone, "Expired");
    }

    [Fact]
    public async Task A_key_that_was_used_at_a_wrong_time_is_free_again()
    {
        Host.Time.Step(TimeSpan.FromDays(5));
        using var first = await Client.PostSearchAsync(Body("JFK"), idempotencyKey: "k1");
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Host.Time.Step(TimeSpan.FromDays(-5));
        using var other = await Client.PostSearchAsync(Body("LHR"), idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.Accepted, other.StatusCode);
    }

    private static void AssertOrdered(JsonElement body)
    {
        var instants = Instants
            .Select(body.GetProperty)
            .Where(instant => instant.ValueKind is JsonValueKind.String)
            .Select(instant => instant.GetDateTimeOffset())
            .ToList();
        Assert.Equal(instants.Order(), instants);
        Assert.Equal(body.Text("status") == "Running" ? 2 : 4, instants.Count);
    }
}
