using CarSearch.Functions.Storage;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions.Load;

/// <summary>Refuses searches that would wait too long for their run, or whose records can't be stored now.</summary>
internal sealed class SearchAdmission(
    InstanceLoad own, LoadMonitor monitor, ResultsContainer container, IOptions<CarSearchOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly RetryAfterSchedule schedule = new(time);

    /// <summary>Reserves capacity for a search.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken)
    {
        container.ThrowIfOpen();
        var cluster = await monitor.GetAsync(cancellationToken).ConfigureAwait(false);
        var (wait, each) = cluster.Forecast();
        if (wait > options.Value.MaxWaitToStart)
        {
            lock (gate)
            {
                return StartReservation.Refused(schedule.Next(wait - options.Value.MaxWaitToStart, each));
            }
        }

        own.Accept(search);
        return new(() => own.Release(search));
    }
}
