using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Load;

/// <summary>Refuses searches that would wait too long for their run, or that can't be started or stored now.</summary>
internal sealed class SearchAdmission(
    InstanceLoad own, LoadMonitor monitor, ResultsContainer container, IOptions<CarSearchOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly StartLimiter starts = new(time);
    private readonly RetryAfterSchedule schedule = new(time);

    /// <summary>Reserves capacity for a search.</summary>
    /// <exception cref="StoreUnavailableException">The store is not available.</exception>
    public async ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken)
    {
        container.ThrowIfOpen();
        var cluster = await monitor.GetAsync(cancellationToken).ConfigureAwait(false);
        var (wait, each) = cluster.Forecast();
        lock (gate)
        {
            var excess = wait - options.Value.MaxForecastWait;
            if (excess > TimeSpan.Zero)
            {
                return StartReservation.Refused(schedule.Next(excess, each));
            }

            if (!starts.TryBegin(out var began))
            {
                return StartReservation.Refused(schedule.Next(starts.Interval, starts.Interval));
            }

            own.Accept(search);
            return new(isUsed => Complete(search, began, isUsed)) { ExpectedWait = wait };
        }
    }

    private void Complete(AcceptedSearch search, long began, bool isUsed)
    {
        lock (gate)
        {
            starts.End(began);
        }

        if (!isUsed)
        {
            own.Release(search);
        }
    }
}
