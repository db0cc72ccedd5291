using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.Extensions.Options;

namespace CarSearch.Local.Load;

/// <summary>Logs at start if more searches are accepted than the supplier with the lowest capacity can answer in time.</summary>
internal sealed partial class SupplierCapacity(
    SupplierSet suppliers, IOptions<LocalOptions> local, IOptions<CarSearchOptions> shared, ILogger<SupplierCapacity> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var smallest = suppliers.All.Where(supplier => supplier.MaxConcurrency is not null).MinBy(supplier => supplier.MaxConcurrency);
        if (smallest is { MaxConcurrency: { } concurrency })
        {
            // No response time is known yet.
            var capacity = (long)(concurrency * shared.Value.SupplierTimeout.TotalSeconds / CarSearchOptions.AssumedResponseSeconds);
            if (local.Value.MaxInFlight > capacity)
            {
                Exceeded(local.Value.MaxInFlight, smallest.Name, capacity, concurrency, CarSearchOptions.AssumedResponseSeconds);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "CarSearch:MaxInFlight is {MaxInFlight}, but supplier {Supplier} can answer only about {Capacity} searches within "
            + "CarSearch:SupplierTimeout: its MaxConcurrency is {MaxConcurrency}, and a response takes about {Seconds} s. "
            + "Further searches end without its offers.")]
    private partial void Exceeded(int maxInFlight, string supplier, long capacity, int maxConcurrency, double seconds);
}
