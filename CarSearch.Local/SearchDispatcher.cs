using CarSearch.Hosting;
using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Runs the searches of this process in order of acceptance, and resumes those that an earlier process did not finish.</summary>
internal sealed partial class SearchDispatcher(
    SearchRunner runner,
    SqliteSearchStore store,
    RetryingSearchStore runStore,
    SearchQueue queue,
    IOptions<CarSearchOptions> options,
    TimeProvider time,
    ILogger<SearchDispatcher> logger) : ISearchOrchestrator, IHostedService, IDisposable
{
    private static readonly TimeSpan MinRetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stopping = new();
    private ITimer? pollTimer;

    public ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken) =>
        new(queue.TryReserve(search, out var expectedWait) is { } retryAfter
            ? StartReservation.Refused(retryAfter)
            : new StartReservation(isUsed =>
            {
                if (!isUsed)
                {
                    queue.CancelReservation(search);
                }
            }) { ExpectedWait = expectedWait });

    public async ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken)
    {
        var added = new PendingSearch(search);
        var current = queue.GetOrAdd(added);
        if (!ReferenceEquals(current, added))
        {
            // A concurrent request with the same idempotency key is starting this search.
            await current.Accepted.Task.ConfigureAwait(false);
            return;
        }

        reservation.Use();
        await AcceptAsync(added).ConfigureAwait(false);
    }

    public ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken) =>
        new(queue.Find(token) is { Stored.Record: { IsFinal: false } record } search
            ? new OrchestrationState(search.Search, record.Status, record.UpdatedAt, queue.GetExpectedWait(search))
            : null);

    public async ValueTask WaitAsync(
        SearchToken token, Func<StoredRecord, bool>? until, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (queue.Find(token) is { } search)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
            var over = until is null ? search.Ended : search.WhenAsync(until, linked.Token);
            await over.WaitAsync(timeout, time, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Ends the notifications of a condition that was not met.
            await linked.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Does nothing: writing the tombstone has already canceled and removed the search.</summary>
    public ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Resumes the searches that an earlier process did not finish.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        pollTimer = TimeProvider.System.CreateTimer(
            static self => ((SearchDispatcher)self!).StartQueued(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var count = 0;
        var unreadable = new List<UnfinishedSearch>();
        foreach (var unfinished in store.ReadUnfinished())
        {
            if (unfinished.Search is not { } search)
            {
                unreadable.Add(unfinished);
                continue;
            }

            search.Accepted.SetResult();
            queue.Resume(search);
            count++;
        }

        foreach (var unfinished in unreadable)
        {
            await store.DiscardAsync(unfinished, options.Value.Freshness).ConfigureAwait(false);
        }

        if (count > 0)
        {
            SearchesResumed(count);
        }

        StartQueued();
    }

    /// <summary>Cancels running searches, which the next start resumes, and completes pending waits.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // It is called when the host begins to stop and again by the host, possibly after it was disposed.
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        foreach (var search in queue.All)
        {
            _ = search.Stop.CancelAsync();
        }
    }

    public void Dispose()
    {
        pollTimer?.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync(PendingSearch search)
    {
        try
        {
            var isAccepted = await store.AcceptAsync(search).ConfigureAwait(false);
            search.Accepted.SetResult();
            if (isAccepted)
            {
                StartQueued();
                return;
            }
        }
        catch (StoreUnavailableException exception)
        {
            Remove(search);
            search.Accepted.SetException(exception);
            _ = search.Accepted.Task.Exception;
            throw;
        }

        Remove(search);
    }

    private void Remove(PendingSearch search)
    {
        queue.Remove(search);
        queue.Complete(search);
    }

    /// <summary>Starts queued searches while memory and processors allow.</summary>
    private void StartQueued()
    {
        while (!stopping.IsCancellationRequested)
        {
            if (!queue.TryDequeue(out var search))
            {
                ScheduleStart();
            }

            if (search is null)
            {
                return;
            }

            _ = RunAsync(search);
        }
    }

    /// <summary>Schedules another attempt on the system clock, because the start rate depends on real processor time.</summary>
    private void ScheduleStart()
    {
        try
        {
            pollTimer?.Change(PollInterval, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The host is stopping. The next start resumes the queued searches.
        }
    }

    /// <summary>Runs a search until it has ended. A run that fails is retried.</summary>
    private async Task RunAsync(PendingSearch search)
    {
        var stop = search.Stop.Token;
        using var run = runStore.TrackRun();
        try
        {
            for (var delay = MinRetryDelay; !await TryRunAsync(search, stop).ConfigureAwait(false);)
            {
                run.SetStalled();
                await Task.Delay(delay, time, stop).ConfigureAwait(false);
                delay = delay < MaxRetryDelay / 2 ? delay * 2 : MaxRetryDelay;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The search was deleted, or the host is stopping.
        }
        catch (OutOfMemoryException)
        {
            // There was no memory even to log the failure.
            queue.Requeue(search);
            ScheduleStart();
            return;
        }

        queue.Complete(search);
        StartQueued();
    }

    private async Task<bool> TryRunAsync(PendingSearch search, CancellationToken stop)
    {
        try
        {
            await runner.RunAsync(search.Search, runStore, ProgressPolicy.EveryResponse, default, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An accepted search must end, whatever the exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RunFailed(search.Search.Token, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Resumed {Count} unfinished searches.")]
    private partial void SearchesResumed(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A run of search {Search} failed. It will be retried.")]
    private partial void RunFailed(SearchToken search, Exception exception);
}
