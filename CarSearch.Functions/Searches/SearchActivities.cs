using CarSearch.Functions.Load;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;

namespace CarSearch.Functions.Searches;

/// <summary>The activities of a search. Delivered at least once, perhaps twice at a time: the rules of <see cref="RecordRules"/> make that harmless.</summary>
internal sealed class SearchActivities(
    SearchRunner runner,
    PatientStore store,
    EndNews news,
    DeletionMonitor deletions,
    InstanceLoad load,
    LoadMonitor loads,
    ProgressPolicy progress)
{
    /// <summary>Asks every supplier and writes the record.</summary>
    /// <param name="input">The search.</param>
    /// <param name="stop">Canceled when this instance is shut down: the orchestration then has another one run the search.</param>
    [Function(nameof(RunSearch))]
    public async Task<RunResult> RunSearch([ActivityTrigger] SearchInput input, CancellationToken stop)
    {
        var search = input.ToSearch();
        using var watch = news.Of(search.Token);
        using var monitoring = deletions.Start();
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(stop, watch.Deleted);
        var began = load.BeginRun(search);
        var isComplete = false;
        loads.Start();
        try
        {
            var result = await runner.RunAsync(search, store, progress, input.Caller(), wanted.Token).ConfigureAwait(false);
            isComplete = true;
            return result;
        }
        catch (OperationCanceledException) when (watch.Deleted.IsCancellationRequested)
        {
            return new(SearchStatus.Deleted, 0, 0);
        }
        finally
        {
            load.EndRun(began, isComplete);
        }
    }

    /// <summary>Writes down that a search whose tries are spent has failed, unless it has ended otherwise.</summary>
    [Function(nameof(RecordFailure))]
    public Task<RunResult> RecordFailure([ActivityTrigger] SearchInput input, CancellationToken stop) =>
        runner.FailAsync(input.ToSearch(), store, stop);
}
