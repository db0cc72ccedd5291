using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The durable half of a search: survives its caller, a crash and a redeployment. One activity does all the work; when its tries
/// are spent, another writes down that the search has failed. Its instance id is the search's token.
/// </summary>
/// <remarks>
/// Replayed from its history, so it does nothing but call activities and wait. The order of these calls is part of what is stored: after a
/// redeployment, searches in flight are replayed with the new code, and fail where it calls something else. So calls and numbers of tries are
/// never changed in place. An orchestration that calls differently gets a name of its own, and new searches are started with it; this one and
/// the activities that it calls stay for a day, longer than any search lives. Pauses may be changed, and <see cref="SearchInput"/> may gain
/// members that can be missing.
/// </remarks>
public static class SearchOrchestration
{
    /// <summary>3 tries, 2 and 4 seconds apart: with the deadline of a minute each, within the five minutes that a search has.</summary>
    internal static TaskOptions Tries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2));

    /// <summary>For a small write that nothing follows: 8 tries over about two minutes.</summary>
    internal static TaskOptions PatientTries { get; } = TaskOptions.FromRetryPolicy(new(
        maxNumberOfAttempts: 8, firstRetryInterval: TimeSpan.FromSeconds(2), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(30)));

    /// <summary>How long another run of the search is left alone: as long as one takes, at most, unless configured otherwise.</summary>
    internal static TimeSpan Overtaken { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs a search to its end.</summary>
    /// <returns>Its state and counts, never its offers: a result is kept in the history.</returns>
    [Function(nameof(SearchOrchestration))]
    public static async Task<RunResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SearchInput search)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(search);

        // What is no search can't become one by being tried again.
        _ = search.ToSearch();
        try
        {
            var result = await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RunSearch), search, Tries);

            // Its message was delivered twice, and it stopped in favour of the other run. That one is looked after until the search has
            // ended: at the latest the run that finds its five minutes over ends it.
            while (result.Status is SearchStatus.NotStarted or SearchStatus.Running)
            {
                await context.CreateTimer(Overtaken, CancellationToken.None);
                result = await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RunSearch), search, Tries);
            }

            return result;
        }
        catch (TaskFailedException)
        {
            return await context.CallActivityAsync<RunResult>(nameof(SearchActivities.RecordFailure), search, PatientTries);
        }
    }
}
