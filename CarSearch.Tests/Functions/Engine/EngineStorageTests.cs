using System.Net;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Storage that throttles or is not there, for records and for the engine's queues and tables.</summary>
public sealed class EngineStorageTests
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Waits();

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, 4)]
    [InlineData(HttpStatusCode.TooManyRequests, 4)]
    [InlineData(null, 7)]
    public async Task A_run_through_whose_end_storage_is_down_succeeds_and_asks_nobody_twice(HttpStatusCode? status, int writes)
    {
        await using var engine = await DurableEngine.StartAsync(supplier);
        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        var question = await supplier.NextAsync();

        // First the record can't be written, and then the result can't be sent to the orchestration.
        var records = new StorageOutage(engine.Process.Wire, status);
        question.Offer(TestOffers.Offer("a1"));
        await records.RefusedAsync("PUT", search.Token.Value, writes);
        using (var queues = new StorageOutage(engine.Storage, status, retryAfter: "1"))
        {
            records.Dispose();
            await queues.RefusedAsync("POST", "-control-");
        }

        var ended = await engine.EndOfAsync(search.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":1}""", ended.SerializedOutput);
        var record = await engine.RecordAsync(search.Token);
        Assert.Equal((SearchStatus.Succeeded, 1), (record.Status, record.Attempt));
        Assert.Equal(1, supplier.Asked);
    }
}
