using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.DurableTask;
using NSubstitute;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>What the orchestration of a search does: call one activity, and another when the tries of the first are spent.</summary>
public sealed class SearchOrchestrationTests
{
    private static readonly RunResult Succeeded = new(SearchStatus.Succeeded, 2, 345);
    private static readonly RunResult Failed = new(SearchStatus.Failed, 0, 0);

    private readonly TaskOrchestrationContext context = Substitute.For<TaskOrchestrationContext>();
    private readonly SearchInput input = SearchInput.From(SampleSearches.New());

    [Fact]
    public async Task A_run_that_ends_is_all_there_is()
    {
        Gives(nameof(SearchActivities.RunSearch), Task.FromResult(Succeeded));

        Assert.Equal(Succeeded, await SearchOrchestration.RunAsync(context, input));
        Assert.Equal([Called(nameof(SearchActivities.RunSearch), SearchOrchestration.RunRetries)], Calls());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_run_that_another_has_overtaken_is_followed_until_the_search_has_ended(int times)
    {
        var overtaken = new RunResult(SearchStatus.Running, 1, 100);
        context.CallActivityAsync<RunResult>(new TaskName(nameof(SearchActivities.RunSearch)), Arg.Any<object?>(), Arg.Any<TaskOptions?>())
            .Returns(overtaken, [.. Enumerable.Repeat(overtaken, times - 1), Succeeded]);
        context.CreateTimer(Arg.Any<TimeSpan>(), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);

        Assert.Equal(Succeeded, await SearchOrchestration.RunAsync(context, input));
        await context.Received(times).CreateTimer(SearchOrchestration.OvertakenDelay, CancellationToken.None);
        Assert.Equal(times + 1, Calls().Count(call => call == Called(nameof(SearchActivities.RunSearch), SearchOrchestration.RunRetries)));
    }

    [Theory]
    [InlineData(SearchStatus.Succeeded)]
    [InlineData(SearchStatus.Deleted)]
    public async Task A_run_that_finds_the_search_ended_is_the_last(SearchStatus status)
    {
        Gives(nameof(SearchActivities.RunSearch), Task.FromResult(new RunResult(status, 0, 0)));

        Assert.Equal(status, (await SearchOrchestration.RunAsync(context, input)).Status);
        Assert.Single(Calls());
    }

    [Fact]
    public async Task When_the_tries_are_spent_the_failure_is_recorded()
    {
        Gives(nameof(SearchActivities.RunSearch), Task.FromException<RunResult>(SpentOn(nameof(SearchActivities.RunSearch))));
        Gives(nameof(SearchActivities.RecordFailure), Task.FromResult(Failed));

        Assert.Equal(Failed, await SearchOrchestration.RunAsync(context, input));
        Assert.Equal(
            [
                Called(nameof(SearchActivities.RunSearch), SearchOrchestration.RunRetries),
                Called(nameof(SearchActivities.RecordFailure), SearchOrchestration.FailureRetries),
            ],
            Calls());
    }

    [Fact]
    public async Task When_the_failure_can_not_be_recorded_the_orchestration_fails()
    {
        var spent = SpentOn(nameof(SearchActivities.RecordFailure));
        Gives(nameof(SearchActivities.RunSearch), Task.FromException<RunResult>(SpentOn(nameof(SearchActivities.RunSearch))));
        Gives(nameof(SearchActivities.RecordFailure), Task.FromException<RunResult>(spent));

        Assert.Same(spent, await Assert.ThrowsAsync<TaskFailedException>(() => SearchOrchestration.RunAsync(context, input)));
        Assert.Equal(2, Calls().Length);
    }

    [Fact]
    public async Task An_input_that_is_no_search_fails_and_nothing_is_called()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => SearchOrchestration.RunAsync(context, null!));
        await Assert.ThrowsAsync<ArgumentException>(() => SearchOrchestration.RunAsync(context, input with { Token = "short" }));
        await Assert.ThrowsAsync<ArgumentException>(() => SearchOrchestration.RunAsync(context, input with { Request = null! }));
        Assert.Empty(Calls());
    }

    [Fact]
    public async Task What_is_no_failure_of_the_run_is_none()
    {
        // As when the engine ends an episode: whatever is thrown then is the engine's.
        Gives(nameof(SearchActivities.RunSearch), Task.FromException<RunResult>(new OperationCanceledException()));

        await Assert.ThrowsAsync<OperationCanceledException>(() => SearchOrchestration.RunAsync(context, input));
        Assert.Single(Calls());
    }

    [Fact]
    public void A_run_has_three_tries_within_the_five_minutes_of_a_search()
    {
        var tries = SearchOrchestration.RunRetries.Retry!.Policy!;

        Assert.Equal((3, TimeSpan.FromSeconds(2), 2.0), (tries.MaxNumberOfAttempts, tries.FirstRetryInterval, tries.BackoffCoefficient));
        Assert.True((3 * new CarSearchOptions().Deadline) + TimeSpan.FromSeconds(2 + 4) < CarSearchOptions.Lifetime);
    }

    [Fact]
    public void The_record_of_a_failure_has_eight_tries_over_two_minutes()
    {
        var tries = SearchOrchestration.FailureRetries.Retry!.Policy!;

        Assert.Equal(
            (8, TimeSpan.FromSeconds(2), 2.0, TimeSpan.FromSeconds(30)),
            (tries.MaxNumberOfAttempts, tries.FirstRetryInterval, tries.BackoffCoefficient, tries.MaxRetryInterval));
        var pauses = Enumerable.Range(0, tries.MaxNumberOfAttempts - 1)
            .Select(retry => tries.FirstRetryInterval.TotalSeconds * Math.Pow(tries.BackoffCoefficient, retry))
            .Sum(pause => Math.Min(pause, tries.MaxRetryInterval.TotalSeconds));
        Assert.Equal(120, pauses);
    }

    private static TaskFailedException SpentOn(string activity) =>
        new(activity, 0, new StoreUnavailableException("The store can't be reached."));

    private static string Called(string activity, TaskOptions options) =>
        $"CallActivityAsync {activity} of the search, {NameOf(options)}";

    private static string NameOf(TaskOptions options) =>
        options == SearchOrchestration.RunRetries ? nameof(SearchOrchestration.RunRetries)
        : options == SearchOrchestration.FailureRetries ? nameof(SearchOrchestration.FailureRetries)
        : "other options";

    private void Gives(string activity, Task<RunResult> result) =>
        context.CallActivityAsync<RunResult>(new TaskName(activity), Arg.Any<object?>(), Arg.Any<TaskOptions?>()).Returns(result);

    /// <summary>Gets all calls of the context.</summary>
    private string[] Calls() =>
    [
        .. context.ReceivedCalls().Select(call =>
            call.GetArguments() is [TaskName name, SearchInput given, TaskOptions options] && given == input
                ? $"{call.GetMethodInfo().Name} {name.Name} of the search, {NameOf(options)}"
                : $"{call.GetMethodInfo().Name} of something else"),
    ];
}
