using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Learns of searches that other processes have deleted, while this process runs any: by one listing every four seconds, however many
/// it runs.
/// </summary>
internal sealed partial class DeletionMonitor(
    DeletionMarkers markers, EndNews news, TimeProvider time, ILogger<DeletionMonitor> logger) : IDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? stop;
    private int runs;

    /// <summary>The time between two listings.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Monitors deletions until the result is disposed of.</summary>
    public IDisposable Start()
    {
        lock (gate)
        {
            if (runs++ == 0)
            {
                stop = new();
                _ = ListRepeatedlyAsync(time.GetUtcNow(), stop.Token);
            }
        }

        return new Registration(this);
    }

    /// <summary>Ends the listing.</summary>
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

    private async Task ListRepeatedlyAsync(DateTimeOffset since, CancellationToken cancellationToken)
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
                var now = time.GetUtcNow();
                foreach (var token in await markers.ListAsync(since, cancellationToken).ConfigureAwait(false))
                {
                    news.Tell(token, SearchStatus.Deleted);
                }

                (since, isReachable) = (now, true);
            }
            catch (StoreUnavailableException exception)
            {
                // The next listing starts where this one should have.
                if (isReachable)
                {
                    NotListed(exception);
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
        Message = "Deletions by other instances could not be listed; deleted searches may run on until the store can be reached.")]
    private partial void NotListed(Exception exception);

    private sealed class Registration(DeletionMonitor monitor) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                monitor.End();
            }
        }
    }
}
