using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The durable part of a search, which survives a crash and a redeployment. One activity does all the work; if its retries are exhausted,
/// another one ends the search. The instance id is the token of the search.
/// </summary>
/// <remarks>
/// It is replayed from its history, so it only calls activities and waits. The order of the calls is part of the stored history: after a
/// redeployment, searches in flight are replayed with the new code, and fail if it calls something else. Calls and numbers of retries are
/// therefore never changed in place. An orchestration with other calls gets a new name and is used for new searches; the old one and its
/// activities are kept for a day, longer than the lifetime of a search. Delays may change, and <see cref="SearchInput"/> may gain optional
/// members.
/// </remarks>
public static class SearchOrchestration
{
    /// <summary>Gets the retries of a run: 3 attempts, 2 and 4 s apart. At a minute each, they fit the lifetime of five minutes.</summary>
    internal static TaskOptions RunRetries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    /// <summary>Gets the retries of recording a failure, a small write: 8 attempts over about two minutes.</summary>
    internal static TaskOptions FailureRetries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 8,
        firstRetryInterval: TimeSpan.FromSeconds(2),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(30)));

    /// <summary>Gets the delay before a run that another one has overtaken is repeated: the default deadline of a run.</summary>
    internal static TimeSpan OvertakenDelay { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs a search to its end.</summary>
    /// <returns>Its status and counts, never its offers: results are stored in the history.</returns>
    [Function(nameof(SearchOrchestration))]
    public static async Task<RunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SearchInput search)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(search);

        // An invalid input is not retried.
        _ = search.ToSearch();
        try
        {
            var result = await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RunSearch), search, RunRetries);

            // The message was delivered twice, and this run stopped in favor of the other one. It is repeated until the search has ended,
            // at the latest when a run finds its lifetime exceeded.
            while (result.Status is SearchStatus.NotStarted or SearchStatus.Running)
            {
                await context.CreateTimer(OvertakenDelay, CancellationToken.None);
                result = await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RunSearch), search, RunRetries);
            }

            return result;
        }
        catch (TaskFailedException)
        {
            return await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RecordFailure), search, FailureRetries);
        }
    }
}
