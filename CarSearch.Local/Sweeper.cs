using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>Sweeps the database once a minute, and gives memory back after a load.</summary>
internal sealed partial class Sweeper(SqliteSearchStore store, SearchLoad load, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    /// <summary>Less is not worth a full collection.</summary>
    private const long MinGarbage = 128L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long collectedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SweepAllAsync(stoppingToken).ConfigureAwait(false);
                GiveMemoryBack();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends, or could not start: no fault of the sweep.
        }
    }

    /// <summary>Sweeps until nothing is due: a busy host makes more rows in a minute than one sweep takes.</summary>
    private async Task SweepAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await store.SweepAsync().ConfigureAwait(false))
            {
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (StoreUnavailableException exception)
        {
            SweepFailed(exception);
        }
    }

    /// <summary>A host without work has no collections, so that what a load has left would stay in the heap until the next one.</summary>
    private void GiveMemoryBack()
    {
        if (load.IsIdle && GC.GetTotalAllocatedBytes() - collectedAt > MinGarbage && GC.GetGCMemoryInfo().TotalCommittedBytes > MinGarbage)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            collectedAt = GC.GetTotalAllocatedBytes();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be swept; it is tried again in a minute.")]
    private partial void SweepFailed(Exception exception);
}
