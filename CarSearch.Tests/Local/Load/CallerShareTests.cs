using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Load;

/// <summary>One access key does not take what others need.</summary>
public sealed class CallerShareTests
{
    [Theory]
    [InlineData(0.5, 50, 50)]
    [InlineData(0.25, 25, 25)]
    [InlineData(1, 100, 0)]
    [InlineData(0.001, 1, 1)]
    public void A_key_holds_its_share_of_the_searches_in_flight_and_others_the_rest(double share, int first, int second)
    {
        var fixture = new SearchQueueFixture(1_000, maxInFlight: 100, maxShare: share);

        Assert.Equal(first, fixture.Fill("first").Accepted);
        Assert.Equal(second, fixture.Fill("second").Accepted);
    }

    [Fact]
    public void Several_keys_use_all_that_can_be_accepted()
    {
        var fixture = new SearchQueueFixture(1_000, maxInFlight: 100, maxShare: 0.5);
        var accepted = Enumerable.Range(0, 500).Select(i => fixture.TryReserve($"key{i % 3}")).Count(retryAfter => retryAfter is null);

        Assert.Equal(100, accepted);
    }

    [Fact]
    public void A_key_leaves_a_part_of_the_wait_to_others()
    {
        var alone = new SearchQueueFixture(10).Fill().Accepted;
        var fixture = new SearchQueueFixture(10, maxShare: 0.5);
        var (greedy, retryAfter) = fixture.Fill("greedy");
        var other = fixture.Fill("other").Accepted;

        Assert.InRange(greedy, (alone / 2) - 1, (alone / 2) + 1);
        Assert.InRange(greedy + other, alone - 1, alone);
        Assert.InRange(retryAfter.TotalSeconds, 1, 60);
    }

    [Fact]
    public void When_a_search_of_the_key_ends_it_may_start_another()
    {
        var fixture = new SearchQueueFixture(1_000, maxInFlight: 4, maxShare: 0.5);
        fixture.Fill("first");
        Assert.NotNull(fixture.TryReserve("first"));
        fixture.End(fixture.Start()[0], SearchQueueFixture.Outcomes(1));

        Assert.Null(fixture.TryReserve("first"));
        Assert.NotNull(fixture.TryReserve("first"));
    }

    [Fact]
    public void A_reservation_that_is_returned_does_not_count()
    {
        var fixture = new SearchQueueFixture(1_000, maxInFlight: 2, maxShare: 0.5);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(fixture.TryReserve("first"));
            fixture.Queue.CancelReservation(RunnerFixture.Search with { Caller = "first" });
        }

        Assert.Equal(1, fixture.Fill("first").Accepted);
    }

    [Fact]
    public void A_caller_that_is_not_known_has_no_share()
    {
        var fixture = new SearchQueueFixture(1_000, maxInFlight: 100, maxShare: 0.1);

        Assert.Equal(100, fixture.Fill().Accepted);
    }

    [Theory]
    [InlineData("2", null, 2)]
    [InlineData("2", "1", 4)]
    [InlineData("1", null, 4)]
    [InlineData("2", "0.25", 1)]
    public async Task A_key_over_its_share_gets_429_while_others_are_accepted(string keys, string? share, int accepted)
    {
        const string First = "first-customers-key";
        const string Second = "second-customers-key";
        var settings = new Dictionary<string, string> { ["MaxInFlight"] = "4", ["Keys:first"] = First };
        if (keys is "2")
        {
            settings["Keys:second"] = Second;
        }

        if (share is not null)
        {
            settings["MaxShare"] = share;
        }

        using var host = new Contracted<EmbeddedHost>(settings, new ScriptedSupplier("Alpha").Waits());
        host.Client.DefaultRequestHeaders.Add("x-functions-key", First);
        var tokens = new List<string>();
        for (var i = 0; i < accepted; i++)
        {
            using var response = await host.Client.PostSearchAsync(idempotencyKey: $"k{i}");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            tokens.Add((await response.JsonAsync()).Text("token"));
        }

        using (var refused = await host.Client.PostSearchAsync())
        {
            await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "TooManySearches");
            Assert.InRange(refused.RetryAfter(), 1, 60);
        }

        using (var repeated = await host.Client.PostSearchAsync(idempotencyKey: "k0"))
        {
            Assert.Equal(tokens[0], (await repeated.JsonAsync()).Text("token"));
        }

        host.Client.DefaultRequestHeaders.Remove("x-functions-key");
        host.Client.DefaultRequestHeaders.Add("x-functions-key", keys is "2" ? Second : First);
        using var other = await host.Client.PostSearchAsync();
        Assert.Equal(accepted < 4 ? HttpStatusCode.Accepted : HttpStatusCode.TooManyRequests, other.StatusCode);
    }

    [Theory]
    [InlineData(50, "1000", 1)]
    [InlineData(50, "500", 0)]
    [InlineData(null, "1000", 0)]
    public void At_start_one_line_reports_more_searches_than_the_suppliers_can_answer(int? maxConcurrency, string maxInFlight, int lines)
    {
        using var host = new Contracted<EmbeddedHost>(
            new Dictionary<string, string> { ["MaxInFlight"] = maxInFlight, ["SupplierTimeout"] = "00:00:20" },
            new ScriptedSupplier("Alpha") { MaxConcurrency = maxConcurrency },
            new ScriptedSupplier("Beta") { MaxConcurrency = maxConcurrency * 2 });

        Assert.Equal(
            lines,
            host.Log.All.Count(line => line.Contains(
                $"CarSearch:MaxInFlight is {maxInFlight}, but supplier Alpha can answer only about 500 searches",
                StringComparison.Ordinal)));
        host.Log.AssertNone("supplier Beta can answer");
    }
}
