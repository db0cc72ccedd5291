using CarSearch.Api;
using CarSearch.Functions.Housekeeping;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>DELETE of a search that runs, at another instance than the one that runs it.</summary>
public sealed class EngineDeleteTests
{
    [Fact]
    public async Task A_search_deleted_while_it_runs_ends_and_nothing_brings_it_back()
    {
        var supplier = new ScriptedSupplier("Alpha").Waits();
        await using var engine = await DurableEngine.StartAsync(supplier);
        await using var other = await new DurableEngine(engine.Setup, supplier).ServeAsync();
        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        var question = await supplier.NextAsync();

        await other.Process.Get<SearchesApi>().DeleteAsync(
            new DefaultHttpContext().Request, search.Token.Value, other.Process.Store, other.Orchestrator);

        Assert.Equal(SearchStatus.Deleted, (await other.RecordAsync(search.Token)).Status);

        // Ended from outside, unless its run has found the tombstone before that.
        var ended = (await engine.EndOfAsync(search.Token)).RuntimeStatus;
        Assert.True(ended is OrchestrationRuntimeStatus.Terminated or OrchestrationRuntimeStatus.Completed, $"It is {ended}.");

        // Its instance finds the marker of the deletion, ends the run and cancels the calls of its suppliers.
        await question.Canceled.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(SearchStatus.Deleted, (await engine.RecordAsync(search.Token)).Status);

        // Nor does a start that comes late, as a POST sent again may.
        await engine.Orchestrator.StartAsync(search, default);
        Assert.Equal("""{"status":"Deleted","suppliers":0,"offers":0}""", (await engine.EndOfAsync(search.Token)).SerializedOutput);
        Assert.Equal(SearchStatus.Deleted, (await engine.RecordAsync(search.Token)).Status);
        Assert.Equal(1, supplier.Asked);

        var purge = new InstancePurger(new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(3)), NullLogger<InstancePurger>.Instance);

        // Housekeeping's clock is hours ahead, and the engine's is not: a write of the first instance may still be on its way.
        await Eventually.TrueAsync(
            async () =>
            {
                await purge.RunAsync(engine.Client, default);
                return await engine.Orchestrator.GetStateAsync(search.Token, default) is null;
            },
            () => "The instance is still there.");
        Assert.Equal(SearchStatus.Deleted, (await engine.RecordAsync(search.Token)).Status);
    }
}
