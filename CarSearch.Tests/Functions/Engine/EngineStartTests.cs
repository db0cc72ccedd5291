using System.Diagnostics;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>The start of a search while the engine's storage is not there.</summary>
public sealed class EngineStartTests
{
    [Fact]
    public async Task A_search_that_storage_can_not_take_is_refused_in_time_and_was_not_started()
    {
        var supplier = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
        await using var engine = await DurableEngine.StartAsync(supplier);
        var search = DurableEngine.NewSearch();
        using (var outage = new StorageOutage(engine.Storage, null))
        {
            var began = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => engine.Orchestrator.StartAsync(search, default).AsTask());

            // Twice its patience: to start the search, and to find out whether it was. The rest is for a machine that has much else to do.
            Assert.True(Stopwatch.GetElapsedTime(began) < (2 * DurableSearchOrchestrator.CallTimeout) + TimeSpan.FromSeconds(20));
            Assert.True(outage.Refused > 0);
        }

        Assert.Null(await engine.Orchestrator.GetStateAsync(search.Token, default));
        await engine.Orchestrator.StartAsync(search, default);
        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":1}""", (await engine.EndOfAsync(search.Token)).SerializedOutput);
        Assert.Equal(1, supplier.Asked);
    }
}
