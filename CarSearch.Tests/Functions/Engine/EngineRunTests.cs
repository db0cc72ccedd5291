using System.Collections.Concurrent;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Searches from their start to their end on the engine that they are deployed on.</summary>
public sealed class EngineRunTests
{
    [Fact]
    public async Task A_search_runs_to_its_end()
    {
        await using var engine = await DurableEngine.StartAsync(Answering());
        var search = DurableEngine.NewSearch();

        await engine.Orchestrator.StartAsync(search, default);
        var ended = await engine.EndOfAsync(search.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":2}""", ended.SerializedOutput);
        Assert.Equal(["RunSearch"], engine.Calls(search.Token));
        var record = await engine.RecordAsync(search.Token);
        Assert.Equal((SearchStatus.Succeeded, 1), (record.Status, record.Attempt));
        var state = await engine.Orchestrator.GetStateAsync(search.Token, default);
        Assert.Equal(
            (SearchStatus.Succeeded, search.Token, search.RequestedAt),
            (state!.Status, state.Search.Token, state.Search.RequestedAt));
    }

    [Fact]
    public async Task When_three_tries_have_failed_so_has_the_search()
    {
        var supplier = Answering();
        await using var engine = await new DurableEngine(new(), supplier) { BeforeActivity = RunsFail }.StartAsync();
        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        var ended = await engine.EndOfAsync(search.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("""{"status":"Failed","suppliers":0,"offers":0}""", ended.SerializedOutput);
        Assert.Equal(["RunSearch", "RunSearch", "RunSearch", "RecordFailure"], engine.Calls(search.Token));

        // The pauses are timers of 2 and 4 seconds, each up to a second short: they are messages whose delay counts whole seconds.
        Assert.True(ended.LastUpdatedAt - ended.CreatedAt >= TimeSpan.FromSeconds(1 + 3));
        var record = await engine.RecordAsync(search.Token);
        Assert.Equal((SearchStatus.Failed, "AttemptsExhausted"), (record.Status, record.Error?.Code));
        Assert.Equal(0, supplier.Asked);

        static Task RunsFail(string activity, int time) => activity is "RunSearch"
            ? Task.FromException(new StoreUnavailableException("The store can't be reached."))
            : Task.CompletedTask;
    }

    [Fact]
    public async Task Thirty_searches_started_at_once_all_succeed_and_ask_each_supplier_once()
    {
        var calls = new ConcurrentDictionary<string, int>();
        await using var engine = await DurableEngine.StartAsync(new ScriptedSupplier("Alpha").Answers(request =>
        {
            calls.AddOrUpdate(request.EchoToken, 1, (_, times) => times + 1);
            return Task.FromResult(new SupplierResponse([TestOffers.Offer("a1")]));
        }));
        var searches = Enumerable.Range(0, 30).Select(_ => DurableEngine.NewSearch()).ToArray();
        await Task.WhenAll(searches.Select(search => engine.Orchestrator.StartAsync(search, default).AsTask()));
        var ended = await Task.WhenAll(searches.Select(search => engine.EndOfAsync(search.Token)));

        Assert.All(ended, instance => Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":1}""", instance.SerializedOutput));
        Assert.Equal(30, calls.Count);
        Assert.All(calls.Values, times => Assert.Equal(1, times));
    }

    private static ScriptedSupplier Answering() => new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"), TestOffers.Offer("a2"));
}
