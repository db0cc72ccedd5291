using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/mcp: waiting for the suppliers.</summary>
public abstract class McpWaitContract<THost>() : McpHostContract<THost>([new("Alpha"), new("Beta")], Patient)
    where THost : IContractHost
{
    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    public async Task A_search_reports_its_progress_and_ends_when_all_suppliers_have_answered(string? version)
    {
        await using var session = await McpSession.ConnectAsync(Host.Address, version);
        var progress = new ProgressLog();
        var searching = session.CallAsync("search_cars", $"{TestSearches.Weekend[..^1]},\"wait\":30}}", progress);
        var path = $"/api/searches/{(await Host.Ports.WaiterAsync()).Value}";
        await OfferAsync(path, Alpha, 1);
        await TickAsync(() => progress.Values.Any(value => value.Progress == 1));
        (await Beta.NextAsync()).Offer(TestOffers.Offer("b1"));
        await Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        await TickAsync(() => searching.IsCompleted);

        var result = await searching;
        Assert.Equal(2, result.StructuredContent!.Value.GetProperty("total").GetInt32());
        // The client passes notifications on in any order.
        var values = progress.Values.OrderBy(value => value.Progress).ToArray();
        Assert.Equal(values.Select(value => value.Progress).Distinct(), values.Select(value => value.Progress));
        var last = values[^1];
        Assert.Equal((1, 2, "1 of 2 suppliers, 1 offers so far"), ((int)last.Progress, (int)last.Total!, last.Message));
    }

    [Fact]
    public async Task A_wait_ends_after_20_seconds_with_the_offers_so_far()
    {
        var searching = Mcp.CallAsync("search_cars", TestSearches.Weekend);
        var path = $"/api/searches/{(await Host.Ports.WaiterAsync()).Value}";
        await OfferAsync(path, Alpha, 1);
        await TickAsync(() => searching.IsCompleted);

        var result = await searching;
        Assert.Equal("Running", result.StructuredContent!.Value.Text("status"));
        Assert.StartsWith(
            "The search is running: 1 of 2 suppliers, 1 offers so far. get_offers with wait=20 has the rest.",
            result.Texts()[1], StringComparison.Ordinal);
        Assert.True(Host.Time.GetUtcNow() - TestSearches.Start >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Offers_of_a_running_search_are_returned_at_once_or_after_a_wait()
    {
        var token = await Client.StartAsync();
        var atOnce = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}"}""");
        var waiting = Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}","wait":30}""");
        await Host.Ports.WaiterAsync();
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"));
        (await Beta.NextAsync()).Offer(TestOffers.Offer("b1"));
        var path = $"/api/searches/{token}";
        await Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        await TickAsync(() => waiting.IsCompleted);

        Assert.Equal(0, atOnce.StructuredContent!.Value.GetProperty("total").GetInt32());
        Assert.Equal(2, (await waiting).StructuredContent!.Value.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_search_without_a_wait_returns_its_token_at_once()
    {
        var result = await Mcp.CallAsync("search_cars", $"{TestSearches.Weekend[..^1]},\"wait\":0}}");

        Assert.True(result.StructuredContent!.Value.Text("status") is "NotStarted" or "Running");
        Assert.Contains("get_offers with wait=20 has the rest.", result.Texts()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Above_MaxWaiting_the_answer_is_immediate()
    {
        using var small = new Contracted<THost>(new Dictionary<string, string> { ["MaxWaiting"] = "1" }, Alpha);
        var token = await small.Client.StartAsync();
        using var stopped = new CancellationTokenSource();
        var waiting = small.Client.GetAsync($"/api/searches/{token}?wait=30", stopped.Token);
        await small.Ports.WaiterAsync();
        await using var session = await McpSession.ConnectAsync(small.Address);
        var result = await session.CallAsync("search_cars", TestSearches.Weekend);

        Assert.Contains("get_offers with wait=20 has the rest.", result.Texts()[1], StringComparison.Ordinal);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2025-11-25")]
    public async Task The_wait_of_a_client_that_hangs_up_ends_and_its_search_goes_on(string? version)
    {
        await using var session = await McpSession.ConnectAsync(Host.Address, version);
        using var hangUp = new CancellationTokenSource();
        var searching = session.CallAsync("search_cars", TestSearches.Weekend, cancellationToken: hangUp.Token);
        var token = (await Host.Ports.WaiterAsync()).Value;
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => searching);
        if (version is not null)
        {
            // Clients of this version send a message instead of closing the connection.
            await session.DisposeAsync();
        }

        await Host.Ports.NoWaiterAsync();
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"));
        (await Beta.NextAsync()).Offer(TestOffers.Offer("b1"));
        var ended = await Client.UntilAsync($"/api/searches/{token}", body => body.Text("status") == "Succeeded");

        Assert.Equal(2, ended.GetProperty("total").GetInt32());
        Host.Log.AssertNoError();
        Host.Log.AssertNone(token);
    }

    /// <summary>Lets a supplier respond, and returns when the search has that many offers.</summary>
    private async Task OfferAsync(string path, ScriptedSupplier supplier, int total)
    {
        // The cloud host publishes progress from two seconds after the start of the run.
        var question = await supplier.NextAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(3));
        question.Offer(TestOffers.Offer($"{supplier.Name}1"));
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == total);
    }

    /// <summary>Moves the clock until something has happened, but only during waits: the cloud host polls.</summary>
    private async Task TickAsync(Func<bool> happened)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            Assert.False(limit.IsCancellationRequested, "Nothing has happened.");
            await Host.Ports.AdvanceWaitAsync(Host.Time);
        }
    }
}
