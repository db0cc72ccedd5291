using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>Deletes expired rows from the database once a minute, and compacts the heap when the host is idle.</summary>
internal sealed partial class DatabaseCleanupService(
    SqliteSearchStore store, SearchQueue queue, TimeProvider time, ILogger<DatabaseCleanupService> logger) : BackgroundService
{
    /// <summary>The minimum of allocated and committed memory that justifies a full collection.</summary>
    private const long MinGarbageBytes = 128L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long allocatedAtLastCollection;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await CleanUpAllAsync(stoppingToken).ConfigureAwait(false);
                CompactHeap();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping, or could not start.
        }
    }

    /// <summary>Repeats the cleanup until nothing is due: under load, more rows expire in a minute than one transaction deletes.</summary>
    private async Task CleanUpAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await store.CleanUpAsync().ConfigureAwait(false))
            {
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (StoreUnavailableException exception)
        {
            CleanupFailed(exception);
        }
    }

    /// <summary>Compacts the heap. An idle host allocates nothing, so no collection would release the garbage of an earlier load.</summary>
    private void CompactHeap()
    {
        if (queue.IsIdle && GC.GetTotalAllocatedBytes() - allocatedAtLastCollection > MinGarbageBytes
            && GC.GetGCMemoryInfo().TotalCommittedBytes > MinGarbageBytes)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            allocatedAtLastCollection = GC.GetTotalAllocatedBytes();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The database cleanup failed. It will be retried in one minute.")]
    private partial void CleanupFailed(Exception exception);
}
