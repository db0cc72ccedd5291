using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The durable half of a search: survives its caller, a crash and a redeployment. One activity does all the work; when its tries
/// are spent, another writes down that the search has failed. Its instance id is the search's token.
/// </summary>
/// <remarks>Replayed from its history, so it does nothing but call activities.</remarks>
public static class SearchOrchestration
{
    /// <summary>3 tries, 2 and 4 seconds apart: with the deadline of a minute each, within the five minutes that a search has.</summary>
    internal static TaskOptions Tries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    /// <summary>For a small write that nothing follows: 8 tries over about two minutes.</summary>
    internal static TaskOptions PatientTries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(30)));

    /// <summary>Runs a search to its end.</summary>
    /// <returns>Its state and counts, never its offers: a result is kept in the history.</returns>
    [Function(nameof(SearchOrchestration))]
    public static async Task<RunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SearchInput search)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RunSearch), search, Tries);
        }
        catch (TaskFailedException)
        {
            return await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RecordFailure), search, PatientTries);
        }
    }
}
