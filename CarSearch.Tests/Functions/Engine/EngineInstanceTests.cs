using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Support;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>Instances of orchestrations: started twice, ended from outside, found and purged.</summary>
public sealed class EngineInstanceTests
{
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Waits();

    [Fact]
    public async Task A_second_start_of_a_search_that_runs_is_refused_by_the_host_and_accepted_by_the_app()
    {
        await using var engine = await DurableEngine.StartAsync(supplier);
        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        var question = await supplier.NextAsync();

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(SearchOrchestration), SearchInput.From(search), new StartOrchestrationOptions(search.Token.Value), default));
        await engine.Orchestrator.StartAsync(search, default);

        question.Offer(TestOffers.Offer("a1"));
        var ended = await engine.EndOfAsync(search.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal(["RunSearch"], engine.Calls(search.Token));
        Assert.Equal(1, supplier.Asked);
    }

    [Fact]
    public async Task A_search_that_has_ended_and_is_started_again_asks_nobody_again()
    {
        supplier.Answers(TestOffers.Offer("a1"));
        await using var engine = await DurableEngine.StartAsync(supplier);
        var search = DurableEngine.NewSearch();
        await engine.Orchestrator.StartAsync(search, default);
        var first = await engine.EndOfAsync(search.Token);
        var record = await engine.RecordAsync(search.Token);

        // The host lets a new instance have the id of one that has ended. Its run finds the record, which is final.
        await engine.Orchestrator.StartAsync(search, default);
        var second = await engine.EndOfAsync(search.Token);

        Assert.True(second.CreatedAt > first.CreatedAt, "It is the same instance.");
        Assert.Equal(first.SerializedOutput, second.SerializedOutput);
        Assert.Equal(["RunSearch", "RunSearch"], engine.Calls(search.Token));
        Assert.Equal(1, supplier.Asked);
        Assert.Equal(record.UpdatedAt, (await engine.RecordAsync(search.Token)).UpdatedAt);
    }

    [Fact]
    public async Task One_that_was_ended_is_found_and_purged_two_hours_later_and_one_that_runs_is_not()
    {
        await using var engine = await DurableEngine.StartAsync(supplier);
        var (ended, running) = (DurableEngine.NewSearch(), DurableEngine.NewSearch());
        await engine.Orchestrator.StartAsync(ended, default);
        var endedQuestion = await supplier.NextAsync();
        await engine.Orchestrator.StartAsync(running, default);
        var runningQuestion = await supplier.NextAsync();

        await engine.Orchestrator.StopAsync(ended.Token, default);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.EndOfAsync(ended.Token)).RuntimeStatus);
        Assert.Equal(SearchStatus.Canceled, (await engine.Orchestrator.GetStateAsync(ended.Token, default))!.Status);
        Assert.Equal([ended.Token.Value], await FindAsync(engine, OrchestrationRuntimeStatus.Terminated));
        Assert.Equal([running.Token.Value], await FindAsync(engine, OrchestrationRuntimeStatus.Running));

        Assert.Equal(0, await Purge(TimeSpan.FromMinutes(119)).RunAsync(engine.Client, default));
        Assert.Equal(1, await Purge(TimeSpan.FromMinutes(121)).RunAsync(engine.Client, default));
        Assert.Null(await engine.Client.GetInstanceAsync(ended.Token.Value));

        // Termination does not reach an activity: what the purged one's still has to say must not keep others.
        endedQuestion.Offer(TestOffers.Offer("a1"));
        runningQuestion.Offer(TestOffers.Offer("a1"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.EndOfAsync(running.Token)).RuntimeStatus);
        Assert.Null(await engine.Client.GetInstanceAsync(ended.Token.Value));
    }

    /// <summary>Housekeeping, so long after now.</summary>
    private static InstancePurger Purge(TimeSpan later) => new(
        new FakeTimeProvider(DateTimeOffset.UtcNow + later), NullLogger<InstancePurger>.Instance);

    private static async Task<string[]> FindAsync(DurableEngine engine, OrchestrationRuntimeStatus status)
    {
        var found = new List<string>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [status])))
        {
            found.Add(instance.InstanceId);
        }

        return [.. found];
    }
}
