using System.Diagnostics;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>An instance that is killed in the middle of a run, and another that takes its work up.</summary>
public sealed class EngineKillTests
{
    [Fact]
    public async Task A_search_whose_process_is_killed_is_finished_by_another_that_asks_only_the_suppliers_still_missing()
    {
        var alpha = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a2"));
        var beta = new ScriptedSupplier("Beta").Answers(TestOffers.Offer("b1"));
        await using var survivor = await new DurableEngine(new(), alpha, beta).ServeAsync();
        using var killed = Start(survivor.Setup);
        try
        {
            var search = DurableEngine.NewSearch();
            await survivor.Orchestrator.StartAsync(search, default);
            await survivor.RecordAsync(
                search.Token, record => record.Suppliers.Any(supplier => supplier.Status is SupplierStatus.Succeeded));

            killed.Kill();
            await killed.WaitForExitAsync();
            await survivor.WorkAsync();
            var ended = await survivor.EndOfAsync(search.Token);

            Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
            Assert.Equal("""{"status":"Succeeded","suppliers":2,"offers":2}""", ended.SerializedOutput);
            var record = await survivor.RecordAsync(search.Token);
            Assert.Equal((SearchStatus.Succeeded, 2), (record.Status, record.Attempt));
            Assert.Equal((0, 1), (alpha.Asked, beta.Asked));
            Assert.Equal(["RunSearch"], survivor.Calls(search.Token));
        }
        finally
        {
            killed.Kill();
        }
    }

    private static Process Start(EngineSetup setup) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
        ["exec", typeof(EngineWorkerProgram).Assembly.Location, EngineWorkerProgram.Worker, setup.Account, setup.Hub, setup.Container])
    {
        RedirectStandardInput = true,
    })!;
}
