using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Load;

/// <summary>Refuses searches that would wait too long for their run, or that can't be started or stored now.</summary>
internal sealed class SearchAdmission(
    InstanceLoad own, LoadMonitor monitor, ResultsContainer container, IOptions<CarSearchOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly LinkedList<long> starting = [];
    private readonly RetryAfterSchedule schedule = new(time);

    /// <summary>
    /// Gets the time that the start of a search may take before others are refused: half of what it may take at all. A start that takes
    /// longer than that fails, though the search may have been accepted.
    /// </summary>
    internal static TimeSpan MaxStartTime { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Reserves capacity for a search.</summary>
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

            if (starting.First is { } oldest && time.GetElapsedTime(oldest.Value) > MaxStartTime)
            {
                throw new StoreUnavailableException(
                    $"The orchestrator takes more than {MaxStartTime.TotalSeconds} s to start a search.", retryAfter: schedule.Next(MaxStartTime, each));
            }

            own.Accept(search);
            var start = starting.AddLast(time.GetTimestamp());
            return new(isUsed => Complete(search, start, isUsed));
        }
    }

    private void Complete(AcceptedSearch search, LinkedListNode<long> start, bool isUsed)
    {
        lock (gate)
        {
            starting.Remove(start);
            if (!isUsed)
            {
                own.Release(search);
            }
        }
    }
}
