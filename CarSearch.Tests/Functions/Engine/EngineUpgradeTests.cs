using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>What a redeployment does to searches in flight: another process replays their histories with its own code.</summary>
public sealed class EngineUpgradeTests
{
    private readonly EngineSetup setup = new();

    [Fact]
    public async Task A_search_in_flight_is_finished_by_the_instance_that_replaces_its_own()
    {
        var waiting = new ScriptedSupplier("Alpha").Waits();
        var answering = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
        await using var old = await new DurableEngine(setup, waiting).StartAsync();
        var search = DurableEngine.NewSearch();
        await old.Orchestrator.StartAsync(search, default);
        await waiting.NextAsync();
        await old.StopAsync();
        await using var replacement = await new DurableEngine(setup, answering).StartAsync();

        var ended = await replacement.EndOfAsync(search.Token);
        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":1}""", ended.SerializedOutput);
        var record = await replacement.RecordAsync(search.Token);
        Assert.Equal((SearchStatus.Succeeded, 2), (record.Status, record.Attempt));
        Assert.Equal((1, 1), (waiting.Asked, answering.Asked));

        // It was done again, and spent none of its tries: after one that has failed, its history would have a pause.
        Assert.DoesNotContain("FireAt", await replacement.HistoryAsync(search.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_input_with_a_member_more_or_less_is_read()
    {
        await using var engine = await DurableEngine.StartAsync(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1")));
        var search = DurableEngine.NewSearch();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SearchOrchestration),
            new { token = search.Token.Value, search.RequestedAt, search.Request, added = new { later = true } },
            new StartOrchestrationOptions(search.Token.Value),
            default);

        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":1}""", (await engine.EndOfAsync(search.Token)).SerializedOutput);
    }

    [Fact]
    public async Task A_search_in_flight_fails_when_its_orchestration_is_changed_in_place()
    {
        await using var old = await new DurableEngine(setup) { BeforeActivity = FailsAsync }.StartAsync();
        var search = DurableEngine.NewSearch();
        await old.Orchestrator.StartAsync(search, default);

        // The first try has failed, and a timer is set for the second.
        await Eventually.TrueAsync(
            async () => (await old.HistoryAsync(search.Token)).Contains("FireAt", StringComparison.Ordinal),
            () => "The first try has not been noted.");
        await old.StopAsync();
        await using var replacement = await new DurableEngine(setup) { Orchestration = ChangedAsync }.StartAsync();

        var ended = await replacement.EndOfAsync(search.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("non-deterministic", ended.SerializedOutput, StringComparison.OrdinalIgnoreCase);

        // It has no final record, so a GET answers with this.
        Assert.Equal(SearchStatus.Failed, (await replacement.Orchestrator.GetStateAsync(search.Token, default))!.Status);
    }

    private static Task FailsAsync(string activity, int time) =>
        Task.FromException(new StoreUnavailableException("The store can't be reached."));

    private static async Task<RunResult> ChangedAsync(TaskOrchestrationContext context, SearchInput search)
    {
        await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
        return await SearchOrchestration.RunAsync(context, search);
    }
}
