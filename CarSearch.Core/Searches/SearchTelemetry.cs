using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CarSearch.Searches;

/// <summary>The activities and metrics of CarSearch.Core, in the source and meter <c>CarSearch</c>. Hosts export them.</summary>
public sealed class SearchTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CarSearch";

    private readonly Counter<long> started;
    private readonly Counter<long> ended;
    private readonly UpDownCounter<long> running;
    private readonly Histogram<double> wait;
    private readonly Counter<long> supplierCalls;
    private readonly Histogram<double> supplierDuration;

    /// <summary>Creates the instruments.</summary>
    public SearchTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        started = meter.CreateCounter<long>("carsearch.searches.started", "{search}", "Searches accepted.");
        ended = meter.CreateCounter<long>("carsearch.searches.ended", "{search}", "Searches ended, by status.");
        running = meter.CreateUpDownCounter<long>("carsearch.searches.running", "{search}", "Searches that are running.");
        wait = meter.CreateHistogram<double>("carsearch.search.wait", "s", "Time from the acceptance of a search to the start of a run.");
        supplierCalls = meter.CreateCounter<long>(
            "carsearch.supplier.calls", "{call}", "Requests to suppliers, retries included, by supplier.");
        supplierDuration = meter.CreateHistogram<double>(
            "carsearch.supplier.duration", "s", "Duration of the request to a supplier, by supplier and status.");
    }

    internal static ActivitySource Source { get; } = new(Name);

    internal void Started() => started.Add(1);

    internal void Ended(SearchStatus status) => ended.Add(1, new KeyValuePair<string, object?>("carsearch.status", status.ToString()));

    internal void Running(int change) => running.Add(change);

    internal void Waited(TimeSpan time) => wait.Record(time.TotalSeconds);

    internal void Called(string supplier) => supplierCalls.Add(1, new KeyValuePair<string, object?>("carsearch.supplier", supplier));

    internal void Responded(SupplierOutcome outcome) => supplierDuration.Record(
        (outcome.ElapsedMs ?? 0) / 1000.0,
        new KeyValuePair<string, object?>("carsearch.supplier", outcome.Name),
        new KeyValuePair<string, object?>("carsearch.status", outcome.Status.ToString()));
}
