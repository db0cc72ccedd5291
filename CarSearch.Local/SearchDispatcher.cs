using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>Runs the searches of this process in order of acceptance, and takes up those that an earlier one left unfinished.</summary>
internal sealed partial class SearchDispatcher(
    SearchRunner runner,
    SqliteSearchStore store,
    RetryingStore runs,
    LiveSearches live,
    SearchLoad load,
    TimeProvider time,
    ILogger<SearchDispatcher> logger) : ISearchOrchestrator, IHostedService, IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stopping = new();
    private ITimer? again;

    public ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken) =>
        new(load.TryReserve(search.Request) is { } retryAfter ? StartReservation.Refused(retryAfter) : new StartReservation(Complete));

    public async ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken)
    {
        var mine = new LiveSearch(search);
        var first = live.Add(mine);
        if (!ReferenceEquals(first, mine))
        {
            // The same search, sent twice at the same moment: the first request starts it.
            await first.Accepted.Task.ConfigureAwait(false);
            return;
        }

        load.Assign(mine);
        reservation.Use();
        await AcceptAsync(mine).ConfigureAwait(false);
    }

    public ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken) =>
        new(live.Find(token) is { Stored.Record: { IsFinal: false } record } search
            ? new OrchestrationState(search.Search, record.Status, record.UpdatedAt)
            : null);

    public async ValueTask WaitForEndAsync(SearchToken token, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (live.Find(token) is { } search)
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
            await search.Ended.WaitAsync(timeout, time, given.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Has nothing left to do: the tombstone's write has stopped the search, which is not to be found any more.</summary>
    public ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Takes up what an earlier process left.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        again = TimeProvider.System.CreateTimer(
            static self => ((SearchDispatcher)self!).Pump(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var found = 0;
        foreach (var search in store.Unfinished())
        {
            if (search is null)
            {
                Unreadable();
                continue;
            }

            live.Add(search);
            search.Accepted.SetResult();
            load.TakeUp(search);
            found++;
        }

        if (found > 0)
        {
            TakenUp(found);
        }

        Pump();
        return Task.CompletedTask;
    }

    /// <summary>Leaves running searches for the next start, and lets waiting callers go, so that the server can stop. Safe to call again.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        foreach (var search in live.All)
        {
            _ = search.Stop.CancelAsync();
        }
    }

    public void Dispose()
    {
        again?.Dispose();
        stopping.Dispose();
    }

    private void Complete(bool isUsed)
    {
        if (!isUsed)
        {
            load.Release();
        }
    }

    private async Task AcceptAsync(LiveSearch search)
    {
        try
        {
            if (await store.AcceptAsync(search).ConfigureAwait(false))
            {
                search.Accepted.SetResult();
                Pump();
                return;
            }

            search.Accepted.SetResult();
        }
        catch (StoreUnavailableException exception)
        {
            Forget(search);
            search.Accepted.SetException(exception);
            _ = search.Accepted.Task.Exception;
            throw;
        }

        Forget(search);
    }

    private void Forget(LiveSearch search)
    {
        live.Remove(search);
        load.Forget(search);
    }

    /// <summary>Starts as many waiting searches as there is room for.</summary>
    private void Pump()
    {
        while (!stopping.IsCancellationRequested)
        {
            if (!load.TryTakeNext(out var search))
            {
                PumpAgain();
            }

            if (search is null)
            {
                return;
            }

            _ = RunAsync(search);
        }
    }

    /// <summary>Tries again in a moment, by the clock of the processors, which is real whatever clock a test gives the host.</summary>
    private void PumpAgain()
    {
        try
        {
            again?.Change(TickInterval, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The host stops; what waits is for the next start.
        }
    }

    /// <summary>Runs a search until it has ended: again after a fault, as an orchestration would.</summary>
    private async Task RunAsync(LiveSearch search)
    {
        var stop = search.Stop.Token;
        try
        {
            for (var pause = ShortestPause; !await TryRunAsync(search, stop).ConfigureAwait(false);)
            {
                await Task.Delay(pause, time, stop).ConfigureAwait(false);
                pause = pause < LongestPause / 2 ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Deleted, or left for the next start.
        }
        catch (OutOfMemoryException)
        {
            // The fault could not even be logged. The run is tried again at the next tick.
            load.PutBack(search);
            PumpAgain();
            return;
        }

        load.Forget(search);
        Pump();
    }

    private async Task<bool> TryRunAsync(LiveSearch search, CancellationToken stop)
    {
        try
        {
            await runner.RunAsync(search.Search, runs, ProgressPolicy.EveryResponse, stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever went wrong, an accepted search must end.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RunFailed(search.Search.Token, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A search that had not ended can't be read from the database; it is left there.")]
    private partial void Unreadable();

    [LoggerMessage(Level = LogLevel.Information, Message = "Took up {Count} searches that had not ended.")]
    private partial void TakenUp(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "A run of search {Search} failed; it will be run again.")]
    private partial void RunFailed(SearchToken search, Exception exception);
}
