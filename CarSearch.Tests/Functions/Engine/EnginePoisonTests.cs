using Azure.Storage.Queues;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Messages and inputs that nobody can read.</summary>
public sealed class EnginePoisonTests
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));

    [Theory]
    [InlineData("workitems")]
    [InlineData("control-00", "control-01", "control-02", "control-03")]
    public async Task A_message_that_can_not_be_read_goes_back_to_its_queue_and_does_not_keep_searches(params string[] queues)
    {
        await using var engine = await DurableEngine.StartAsync(supplier);
        var clients = queues.Select(queue => new QueueClient(Azurite.ConnectionString, $"{engine.Setup.Hub}-{queue}")).ToArray();
        foreach (var queue in clients)
        {
            await queue.SendMessageAsync("This is no message of the engine.");
            await queue.SendMessageAsync("""{"$type":"No.Such.Type, NoSuchAssembly"}""");
        }

        // Each has been taken up and logged before the search is started.
        foreach (var queue in clients)
        {
            await Eventually.TrueAsync(
                () => engine.Process.Log.All.Count(line => IsError(line) && line.Contains(queue.Name, StringComparison.Ordinal)) > 1,
                () => $"The messages of {queue.Name} were not taken up.");
        }

        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.EndOfAsync(search.Token)).RuntimeStatus);

        // The engine deletes none. It takes each up again, of control queues ever later, until the queue's own limit of a week.
        foreach (var queue in clients)
        {
            Assert.Equal(2, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        }
    }

    [Fact]
    public async Task An_orchestration_whose_input_is_no_search_fails_at_once()
    {
        await using var engine = await DurableEngine.StartAsync(supplier);
        var search = DurableEngine.NewSearch();
        object?[] inputs = [null, "text", 7, new { }, new { token = "short", search.RequestedAt, search.Request }];
        foreach (var input in inputs)
        {
            var token = SearchToken.New();
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                nameof(SearchOrchestration), input, new StartOrchestrationOptions(token.Value), default);

            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.EndOfAsync(token)).RuntimeStatus);
            Assert.Null(await engine.Orchestrator.GetStateAsync(token, default));
        }

        Assert.Empty(engine.AllCalls);
    }

    private static bool IsError(string line) => line.StartsWith("Error DurableTask", StringComparison.Ordinal);
}
