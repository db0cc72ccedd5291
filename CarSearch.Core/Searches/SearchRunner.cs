using System.Collections.Immutable;
using System.Diagnostics;
using CarSearch.Cars;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>The result of a run. It is small, as the results of activities are stored in the history of their orchestration.</summary>
/// <param name="Status">The status of the search, as known to the run.</param>
/// <param name="Suppliers">The number of suppliers that responded.</param>
/// <param name="Offers">The number of their offers.</param>
public sealed record RunResult(SearchStatus Status, int Suppliers, int Offers);

/// <summary>
/// Runs searches: calls all suppliers at once and writes the record. It is the same in every host, and safe to run twice for a search.
/// </summary>
public sealed partial class SearchRunner(
    SupplierSet suppliers,
    CurrencyDecimals decimals,
    IOptions<CarSearchOptions> options,
    SearchTelemetry telemetry,
    SearchClock clock,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger<SearchRunner>();

    internal ImmutableArray<ISupplier> Suppliers { get; } = suppliers.All;

    /// <summary>Gets the initial results of the suppliers, in the same order, which all searches share.</summary>
    internal ImmutableArray<SupplierOutcome> InitialOutcomes { get; } =
    [
        .. suppliers.All.Select(supplier => new SupplierOutcome
        {
            Name = supplier.Name,
            Rating = supplier.Rating,
            Simulated = supplier.IsSimulated,
            Status = SupplierStatus.Running,
        }),
    ];

    internal SupplierCaller Caller { get; } = new(decimals, telemetry, time, loggers.CreateLogger<SupplierCaller>());

    internal CarSearchOptions Options { get; } = options.Value;

    internal SearchTelemetry Telemetry { get; } = telemetry;

    /// <summary>Gets the clock of instants and of the age of searches.</summary>
    internal SearchClock Clock { get; } = clock;

    /// <summary>Gets the clock of durations and timers.</summary>
    internal TimeProvider Time { get; } = time;

    /// <summary>
    /// Runs a search to its end, unless it is ended, deleted or taken over by others. The parent span is that of the request; the default
    /// is the current one.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled. The record is unchanged.</exception>
    /// <exception cref="StoreUnavailableException">
    /// The store is not available. The run may be repeated: published responses are kept.
    /// </exception>
    public async Task<RunResult> RunAsync(
        AcceptedSearch search, ISearchStore store, ProgressPolicy progress, ActivityContext parent, CancellationToken stop)
    {
        using var activity = SearchTelemetry.Source.StartActivity("RunSearch", ActivityKind.Internal, parent);
        activity?.SetTag("carsearch.search", search.Token.Digest);
        Telemetry.Waited(Clock.GetAge(search.RequestedAt));
        Telemetry.Running(1);
        try
        {
            return await new SearchRun(this, search, store, progress).ExecuteAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            Telemetry.Running(-1);
        }
    }

    /// <summary>Ends a search whose retries are exhausted, unless it has ended otherwise.</summary>
    /// <exception cref="StoreUnavailableException">The store is not available.</exception>
    public async Task<RunResult> FailAsync(AcceptedSearch search, ISearchStore store, CancellationToken cancellationToken) =>
        await new SearchRun(this, search, store, ProgressPolicy.EveryResponse).FailAsync(cancellationToken).ConfigureAwait(false);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed to publish the progress of search {Search}. The run continues.")]
    internal partial void PublishFailed(SearchToken search, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Search {Search} ended: {Status}, attempt {Attempt}.")]
    internal partial void SearchEnded(SearchToken search, SearchStatus status, int attempt);
}
