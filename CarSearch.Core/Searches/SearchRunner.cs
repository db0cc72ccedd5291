using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
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
    private static readonly SearchError NoSuppliers = new("NoSuppliers", "This host has no suppliers to ask.");
    private static readonly SearchError Exhausted = new("AttemptsExhausted", "The search could not be finished within five minutes.");

    private readonly ImmutableArray<ISupplier> suppliers;
    private readonly ImmutableArray<SupplierOutcome> unanswered;
    private readonly SupplierCaller caller;
    private readonly IOptions<CarSearchOptions> options;
    private readonly SearchTelemetry telemetry;
    private readonly TimeProvider time;
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
        this.suppliers = suppliers.All;
        unanswered =
        [
            .. suppliers.All.Select(supplier => new SupplierOutcome { Name = supplier.Name, Rating = supplier.Rating, Status = SupplierStatus.Running }),
        ];
        this.caller = caller;
        this.options = options;
        this.telemetry = telemetry;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Runs a search to its end, unless somebody else has ended it, deletes it, or takes it over.</summary>
    /// <param name="search">The search.</param>
    /// <param name="store">Where its record lives.</param>
    /// <param name="progress">How often to publish and to look.</param>
    /// <param name="stop">Canceled when the search is no longer wanted here.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was canceled; the record stays as it is.</exception>
    /// <exception cref="StoreUnavailableException">The store can't be reached: run it again later, the answers that were published are kept.</exception>
    public async Task<RunResult> RunAsync(AcceptedSearch search, ISearchStore store, ProgressPolicy progress, CancellationToken stop)
    {
        using var activity = SearchTelemetry.Source.StartActivity("RunSearch");
        activity?.SetTag("carsearch.search", search.Token.Digest);
        telemetry.Running(1);
        try
        {
            return await new Run(this, search, store, progress).ToEndAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            telemetry.Running(-1);
        }
    }

    /// <summary>Records that a search has failed for good, unless it has ended otherwise: for an orchestrator whose retries are spent.</summary>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    public async Task<RunResult> FailAsync(AcceptedSearch search, ISearchStore store, CancellationToken cancellationToken) =>
        await new Run(this, search, store, ProgressPolicy.EveryAnswer).GiveUpAsync(cancellationToken).ConfigureAwait(false);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Search {Search} ended: {Status}, attempt {Attempt}.")]
    private partial void SearchEnded(SearchToken search, SearchStatus status, int attempt);

    /// <summary>One run of one search.</summary>
    private sealed class Run(SearchRunner runner, AcceptedSearch search, ISearchStore store, ProgressPolicy progress)
    {
        private readonly long began = runner.time.GetTimestamp();
        private StoredRecord? stored;
        private SearchRecord record = SearchRecord.Accepted(search);
        private bool isPublished = true;

        private DateTimeOffset Now => runner.time.GetUtcMilliseconds();

        public async Task<RunResult> ToEndAsync(CancellationToken stop)
        {
            if (!await TakeOverAsync(stop).ConfigureAwait(false))
            {
                return Result();
            }

            if (Now >= search.RequestedAt + CarSearchOptions.Lifetime)
            {
                return await EndAsync(SearchStatus.Failed, Exhausted, stop).ConfigureAwait(false);
            }

            if (await GatherAsync(stop).ConfigureAwait(false))
            {
                return record.HasAnswer
                    ? await EndAsync(SearchStatus.Succeeded, null, stop).ConfigureAwait(false)
                    : await EndAsync(SearchStatus.Failed, record.Suppliers.IsEmpty ? NoSuppliers : RecordRules.NoAnswer, stop).ConfigureAwait(false);
            }

            return Result();
        }

        public async Task<RunResult> GiveUpAsync(CancellationToken cancellationToken) =>
            await TakeOverAsync(cancellationToken).ConfigureAwait(false)
                ? await EndAsync(SearchStatus.Failed, Exhausted, cancellationToken).ConfigureAwait(false)
                : Result();

        private async Task<bool> TakeOverAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                var found = await store.ReadAsync(search.Token, cancellationToken).ConfigureAwait(false);
                if (RecordRules.TakeOver(search, found?.Record, runner.unanswered, Now) is not { } mine)
                {
                    record = found!.Record;
                    return false;
                }

                stored = await store.WriteAsync(mine, found?.Version, cancellationToken).ConfigureAwait(false);
                if (stored is not null)
                {
                    record = mine;
                    return true;
                }
            }
        }

        /// <summary>Asks who has not answered yet, until all have or the time is up.</summary>
        /// <returns>False when the search has been ended, deleted or taken over by somebody else.</returns>
        private async Task<bool> GatherAsync(CancellationToken stop)
        {
            using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var news = Channel.CreateUnbounded<SupplierOutcome?>(new() { SingleReader = true });
            var left = AskAll(news.Writer, asking.Token);
            var ticks = new TickSchedule(progress, TimeLeft());
            using var ticker = runner.time.CreateTimer(
                static news => ((ChannelWriter<SupplierOutcome?>)news!).TryWrite(null), news.Writer, ticks.Next, Timeout.InfiniteTimeSpan);
            try
            {
                while (left > 0)
                {
                    if (await news.Reader.ReadAsync(stop).ConfigureAwait(false) is { } outcome)
                    {
                        left--;
                        Add(outcome);
                        if (progress.PublishesEveryAnswer && left > 0 && !await PublishAsync(stop).ConfigureAwait(false))
                        {
                            return false;
                        }

                        continue;
                    }

                    var due = ticks.Take(runner.time.GetElapsedTime(began));
                    if (due.Stop)
                    {
                        TimeOut();
                        return true;
                    }

                    if (!await TickAsync(due, stop).ConfigureAwait(false))
                    {
                        return false;
                    }

                    var next = ticks.Next - runner.time.GetElapsedTime(began);
                    ticker.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                }

                return true;
            }
            finally
            {
                if (left > 0)
                {
                    // They are not waited for: an adapter may not heed its token.
                    await asking.CancelAsync().ConfigureAwait(false);
                }
            }
        }

        /// <summary>Asks every supplier whose answer is not there yet, all at once.</summary>
        /// <returns>How many.</returns>
        private int AskAll(ChannelWriter<SupplierOutcome?> news, CancellationToken cancel)
        {
            var request = new SupplierRequest(search.Token.Digest, search.Request, search.RequestedAt);
            var asked = 0;
            for (var i = 0; i < runner.suppliers.Length; i++)
            {
                // The record has the suppliers in the same order: this run wrote it.
                if (record.Suppliers[i].Status is SupplierStatus.Running)
                {
                    asked++;
                    _ = runner.caller.AskAsync(runner.suppliers[i], request, news, cancel);
                }
            }

            return asked;
        }

        /// <summary>Notes of every supplier that has not answered that it is too late. All were asked at once, so one limit holds for all.</summary>
        private void TimeOut()
        {
            var limit = runner.options.Value.SupplierTimeout;
            var error = runner.time.GetElapsedTime(began) >= limit
                ? new SearchError("TimedOut", string.Create(CultureInfo.InvariantCulture, $"No answer within {limit.TotalSeconds:0.###} s."))
                : new SearchError("TimedOut", "No answer before the search's deadline.");
            foreach (var supplier in record.Suppliers.Where(supplier => supplier.Status is SupplierStatus.Running))
            {
                Add(supplier with
                {
                    Status = SupplierStatus.TimedOut,
                    ElapsedMs = (long)runner.time.GetElapsedTime(began).TotalMilliseconds,
                    Error = error,
                });
            }
        }

        /// <summary>Does what is due. A write finds out by its condition whether the search is still wanted; only without one is the record read.</summary>
        private async Task<bool> TickAsync(TickSchedule.Due due, CancellationToken stop) =>
            due.Publish && !isPublished
                ? await PublishAsync(stop).ConfigureAwait(false)
                : !due.Check || await IsWantedAsync(stop).ConfigureAwait(false);

        /// <summary>How long suppliers are waited for, from the start of this run.</summary>
        private TimeSpan TimeLeft()
        {
            var untilLifetime = search.RequestedAt + CarSearchOptions.Lifetime - Now;
            var left = new[] { runner.options.Value.SupplierTimeout, runner.options.Value.Deadline, untilLifetime }.Min();

            // The five minutes may have passed since they were last looked at, and one millisecond below zero would be for ever.
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        private void Add(SupplierOutcome outcome)
        {
            var place = 0;
            while (record.Suppliers[place].Name != outcome.Name)
            {
                place++;
            }

            runner.telemetry.Answered(outcome);
            record = record with { Suppliers = record.Suppliers.SetItem(place, outcome) };
            isPublished = false;
        }

        private async Task<bool> PublishAsync(CancellationToken stop)
        {
            isPublished = true;
            return await WriteAsync(record with { UpdatedAt = Now }, stop).ConfigureAwait(false);
        }

        private async Task<bool> IsWantedAsync(CancellationToken stop)
        {
            var found = await store.ReadAsync(search.Token, stop).ConfigureAwait(false);
            if (found is not null && !found.Record.IsFinal && found.Record.Attempt <= record.Attempt)
            {
                return true;
            }

            record = found?.Record ?? record;
            return false;
        }

        private async Task<RunResult> EndAsync(SearchStatus status, SearchError? error, CancellationToken stop)
        {
            if (await WriteAsync(record.End(status, Now, runner.options.Value.Freshness, error), stop).ConfigureAwait(false))
            {
                runner.telemetry.Ended(record.Status);
                runner.SearchEnded(search.Token, record.Status, record.Attempt);
            }

            return Result();
        }

        /// <summary>Writes a record of this run, over whatever older attempts may have written meanwhile.</summary>
        /// <returns>False when the run has lost: <see cref="record"/> is then what was found.</returns>
        private async Task<bool> WriteAsync(SearchRecord mine, CancellationToken stop)
        {
            while (true)
            {
                if (await store.WriteAsync(mine, stored?.Version, stop).ConfigureAwait(false) is { } written)
                {
                    (stored, record) = (written, mine);
                    return true;
                }

                var found = await store.ReadAsync(search.Token, stop).ConfigureAwait(false);
                if (RecordRules.Rebase(mine, found?.Record) is not { } rebased)
                {
                    record = found?.Record ?? record;
                    return false;
                }

                (stored, mine) = (found, rebased);
            }
        }

        private RunResult Result() => new(
            record.Status,
            record.Suppliers.Count(supplier => supplier.Status is SupplierStatus.Succeeded),
            record.Suppliers.Sum(supplier => supplier.Offers.Count));
    }
}
