using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Load;

/// <summary>Refuses searches that would wait too long for their run, or that can't be started or stored now.</summary>
internal sealed class SearchAdmission(
    InstanceLoad own, LoadMonitor monitor, ResultsContainer container, IOptions<CarSearchOptions> options, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim slots = new(MaxConcurrentStarts);
    private readonly StartForecast starts = new(TimeSpan.FromMilliseconds(50), time);
    private readonly RetryAfterSchedule schedule = new(time);
    private int queued;

    /// <summary>
    /// Gets how many searches are started at once. More would take longer each, on processors that are busy with runs, until the start of an
    /// accepted search reaches its timeout.
    /// </summary>
    internal static int MaxConcurrentStarts { get; } = 16;

    /// <summary>Gets the time that a search may wait for others to be started.</summary>
    internal static TimeSpan MaxQueueTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Reserves capacity for a search, when its start can begin.</summary>
    /// <exception cref="StoreUnavailableException">The store or the orchestrator is not available.</exception>
    public async ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken)
    {
        container.ThrowIfOpen();
        var cluster = await monitor.GetAsync(cancellationToken).ConfigureAwait(false);
        var (wait, each) = cluster.Forecast();
        lock (gate)
        {
            if (wait > options.Value.MaxWaitToStart)
            {
                return StartReservation.Refused(schedule.Next(wait - options.Value.MaxWaitToStart, each));
            }

            var ahead = starts.Running + queued - MaxConcurrentStarts;
            var queueTime = starts.TimeFor(ahead + 1, MaxConcurrentStarts);
            if (ahead >= 0 && queueTime > MaxQueueTime)
            {
                return StartReservation.Refused(schedule.Next(queueTime - MaxQueueTime, starts.TimeFor(1, MaxConcurrentStarts)));
            }

            own.Accept(search);
            queued++;
        }

        try
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lock (gate)
            {
                queued--;
            }

            own.Release(search);
            throw;
        }

        lock (gate)
        {
            queued--;
            var began = starts.Begin();
            return new(isUsed => Complete(search, began, isUsed));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private void Complete(AcceptedSearch search, double began, bool isUsed)
    {
        lock (gate)
        {
            starts.End(began, counts: true);
        }

        slots.Release();
        if (!isUsed)
        {
            own.Release(search);
        }
    }
}
