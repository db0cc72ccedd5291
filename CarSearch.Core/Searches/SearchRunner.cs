using System.Collections.Immutable;
using System.Diagnostics;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>How a run ended. What an activity returns: small, since results enter an orchestration's history.</summary>
/// <param name="Status">The state of the search, as far as this run knows.</param>
/// <param name="Suppliers">How many suppliers have answered.</param>
/// <param name="Offers">How many offers they made.</param>
public sealed record RunResult(SearchStatus Status, int Suppliers, int Offers);

/// <summary>Runs searches: asks every supplier at once and keeps the record. The same in every host; safe to run twice for one search.</summary>
public sealed partial class SearchRunner
{
    private readonly ILogger<SearchRunner> logger;

    /// <summary>Makes a runner. Its parts come from <see cref="CarSearchServices.AddCarSearch"/>.</summary>
    internal SearchRunner(
        SupplierSet suppliers,
        SupplierCaller caller,
        IOptions<CarSearchOptions> options,
        SearchTelemetry telemetry,
        TimeProvider time,
        ILogger<SearchRunner> logger)
    {
        Suppliers = suppliers.All;
        Unanswered =
        [
            .. suppliers.All.Select(supplier => new SupplierOutcome { Name = supplier.Name, Rating = supplier.Rating, Status = SupplierStatus.Running }),
        ];
        Caller = caller;
        Options = options.Value;
        Telemetry = telemetry;
        Time = time;
        this.logger = logger;
    }

    internal ImmutableArray<ISupplier> Suppliers { get; }

    /// <summary>The suppliers, in the same order, as they stand before they have answered: the same for every search.</summary>
    internal ImmutableArray<SupplierOutcome> Unanswered { get; }

    internal SupplierCaller Caller { get; }

    internal CarSearchOptions Options { get; }

    internal SearchTelemetry Telemetry { get; }

    internal TimeProvider Time { get; }

    /// <summary>Runs a search to its end, unless somebody else has ended it, deletes it, or takes it over.</summary>
    /// <param name="search">The search.</param>
    /// <param name="store">Where its record lives.</param>
    /// <param name="progress">How often to publish.</param>
    /// <param name="stop">Canceled when the search is no longer wanted here.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled; the record stays as it is.</exception>
    /// <exception cref="StoreUnavailableException">The store can't be reached: run it again later, the answers that were published are kept.</exception>
    public Task<RunResult> RunAsync(AcceptedSearch search, ISearchStore store, ProgressPolicy progress, CancellationToken stop) =>
        RunAsync(search, store, progress, default, stop);

    /// <summary>Runs a search, as a part of the trace in which it was asked for.</summary>
    /// <param name="search">The search.</param>
    /// <param name="store">Where its record lives.</param>
    /// <param name="progress">How often to publish.</param>
    /// <param name="caller">The span that asked for it; the default is the current one.</param>
    /// <param name="stop">Canceled when the search is no longer wanted here.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled; the record stays as it is.</exception>
    /// <exception cref="StoreUnavailableException">The store can't be reached: run it again later, the answers that were published are kept.</exception>
    public async Task<RunResult> RunAsync(
        AcceptedSearch search, ISearchStore store, ProgressPolicy progress, ActivityContext caller, CancellationToken stop)
    {
        using var activity = SearchTelemetry.Source.StartActivity("RunSearch", ActivityKind.Internal, caller);
        activity?.SetTag("carsearch.search", search.Token.Digest);
        Telemetry.Waited(Time.GetUtcNow() - search.RequestedAt);
        Telemetry.Running(1);
        try
        {
            return await new SearchRun(this, search, store, progress).ToEndAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            Telemetry.Running(-1);
        }
    }

    /// <summary>Records that a search has failed for good, unless it has ended otherwise: for an orchestrator whose retries are spent.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async Task<RunResult> FailAsync(AcceptedSearch search, ISearchStore store, CancellationToken cancellationToken) =>
        await new SearchRun(this, search, store, ProgressPolicy.EveryAnswer).GiveUpAsync(cancellationToken).ConfigureAwait(false);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The progress of search {Search} could not be published; the run continues.")]
    internal partial void PublishFailed(SearchToken search, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Search {Search} ended: {Status}, attempt {Attempt}.")]
    internal partial void SearchEnded(SearchToken search, SearchStatus status, int attempt);
}
