using CarSearch.Local.Storage;
using CarSearch.Searches;

namespace CarSearch.Local;

/// <summary>Sweeps the database once a minute.</summary>
internal sealed partial class Sweeper(SqliteSearchStore store, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SweepAllAsync(stoppingToken).ConfigureAwait(false);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be swept; it is tried again in a minute.")]
    private partial void SweepFailed(Exception exception);
}
