using CarSearch.Functions.Load;
using CarSearch.Hosting;
using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;

namespace CarSearch.Functions.Searches;

/// <summary>
/// The activities of a search. They are delivered at least once, and two deliveries may overlap, which <see cref="RecordRules"/> allows.
/// </summary>
internal sealed class SearchActivities(
    SearchRunner runner,
    RetryingSearchStore store,
    SearchCompletionNotifier notifier,
    DeletionMonitor deletions,
    InstanceLoad load,
    LoadMonitor loadMonitor,
    ProgressPolicy progress)
{
    /// <summary>Searches all suppliers and writes the record.</summary>
    /// <param name="input">The search.</param>
    /// <param name="stop">Canceled when this instance shuts down; the orchestration then runs the search on another one.</param>
    [Function(nameof(RunSearch))]
    public async Task<RunResult> RunSearch([ActivityTrigger] SearchInput input, CancellationToken stop)
    {
        var search = input.ToSearch();
        using var subscription = notifier.Subscribe(search.Token);
        using var monitoring = deletions.Start();
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(stop, subscription.Deleted);
        var began = load.BeginRun(search);
        var isComplete = false;
        loadMonitor.Start();
        try
        {
            var result = await runner.RunAsync(search, store, progress, input.ParentContext(), canceled.Token).ConfigureAwait(false);
            isComplete = true;
            return result;
        }
        catch (OperationCanceledException) when (subscription.Deleted.IsCancellationRequested)
        {
            return new(SearchStatus.Deleted, 0, 0);
        }
        finally
        {
            load.EndRun(began, isComplete);
        }
    }

    /// <summary>Ends a search whose retries are exhausted, unless it has ended otherwise.</summary>
    [Function(nameof(RecordFailure))]
    public Task<RunResult> RecordFailure([ActivityTrigger] SearchInput input, CancellationToken stop) =>
        runner.FailAsync(input.ToSearch(), store, stop);
}
