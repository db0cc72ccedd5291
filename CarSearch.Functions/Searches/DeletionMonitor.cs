using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Observes deletions by other processes while this process runs searches, with one listing every four seconds for all of them.
/// </summary>
internal sealed partial class DeletionMonitor(
    DeletionMarkers markers, SearchCompletionNotifier notifier, TimeProvider time, ILogger<DeletionMonitor> logger) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? stop;
    private int runs;

    /// <summary>Gets the time between two listings.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Monitors deletions until the result is disposed.</summary>
    public IDisposable Start()
    {
        lock (gate)
        {
            if (runs++ == 0)
            {
                stop = new();
                _ = ListRepeatedlyAsync(time.GetTimestamp(), stop.Token);
            }
        }

        return new Registration(this);
    }

    public void Dispose()
    {
        stop?.Cancel();
        stop?.Dispose();
        stop = null;
    }

    private void End()
    {
        lock (gate)
        {
            if (--runs == 0)
            {
                Dispose();
            }
        }
    }

    private async Task ListRepeatedlyAsync(long since, CancellationToken cancellationToken)
    {
        var isReachable = true;
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                // Counted back from now, so that the period does not grow or end before it began when the system clock is set.
                var now = time.GetTimestamp();
                var from = time.GetUtcNow() - time.GetElapsedTime(since, now);
                foreach (var token in await markers.ListAsync(from, cancellationToken).ConfigureAwait(false))
                {
                    notifier.Notify(token, SearchStatus.Deleted);
                }

                (since, isReachable) = (now, true);
            }
            catch (StoreUnavailableException exception)
            {
                // The next listing covers the time of this one.
                if (isReachable)
                {
                    ListingFailed(exception);
                }

                isReachable = false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Failed to list deletions by other instances. Deleted searches may continue to run until the store is available.")]
    private partial void ListingFailed(Exception exception);

    /// <summary>A run. It is disposed once.</summary>
    private sealed class Registration(DeletionMonitor monitor) : IDisposable
    {
        public void Dispose() => monitor.End();
    }
}
