using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.DurableTask;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>What a redeployment does to searches in flight: another process replays their histories with its own code.</summary>
public sealed class EngineUpgradeTests
{
    [Fact]
    public async Task A_search_in_flight_is_finished_by_the_instance_that_replaces_its_own()
    {
        var waiting = new ScriptedSupplier("Alpha").Waits();
        var answering = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
        await using var old = await DurableEngine.StartAsync(waiting);
        var search = DurableEngine.NewSearch();
        await old.Orchestrator.StartAsync(search, default);
        await waiting.NextAsync();
        await old.StopAsync();
        await using var replacement = await new DurableEngine(old.Setup, answering).StartAsync();

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
}
