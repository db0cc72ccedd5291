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
        do
        {
            try
            {
                await store.SweepAsync().ConfigureAwait(false);
            }
            catch (StoreUnavailableException exception)
            {
                SweepFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database could not be swept; it is tried again in a minute.")]
    private partial void SweepFailed(Exception exception);
}
