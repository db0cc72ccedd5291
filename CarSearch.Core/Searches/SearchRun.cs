using System.Globalization;
using System.Threading.Channels;
using CarSearch.Suppliers;

namespace CarSearch.Searches;

/// <summary>One run of one search.</summary>
internal sealed class SearchRun(SearchRunner runner, AcceptedSearch search, ISearchStore store, ProgressPolicy progress)
{
    private static readonly SearchError NoSuppliers = new("NoSuppliers", "This host has no suppliers to ask.");
    private static readonly SearchError Exhausted = new("AttemptsExhausted", "The search could not be finished within five minutes.");
    private static readonly SearchError OutOfAttempts = new("AttemptsExhausted", "The search ran out of attempts.");

    /// <summary>How long a write of progress may take; then the run goes on without it.</summary>
    private static readonly TimeSpan MaxPublishTime = TimeSpan.FromSeconds(4);

    /// <summary>When the suppliers were asked. A run may have waited for the store before, which takes nothing of their time.</summary>
    private long began;
    private StoredRecord? stored;
    private SearchRecord record = SearchRecord.Accepted(search);
    private bool isPublished = true;

    private DateTimeOffset Now => runner.Time.GetUtcMilliseconds();

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
            ? await EndAsync(SearchStatus.Failed, OutOfAttempts, cancellationToken).ConfigureAwait(false)
            : Result();

    private async Task<bool> TakeOverAsync(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < StoreUnavailableException.MostTries; tries++)
        {
            var found = await store.ReadAsync(search.Token, cancellationToken).ConfigureAwait(false);
            if (RecordRules.TakeOver(search, found?.Record, runner.Unanswered, Now) is not { } mine)
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

        throw StoreUnavailableException.Contended();
    }

    /// <summary>Asks who has not answered yet, until all have or the time is up.</summary>
    /// <returns>False when the search has been ended, deleted or taken over by somebody else.</returns>
    private async Task<bool> GatherAsync(CancellationToken stop)
    {
        began = runner.Time.GetTimestamp();
        var asking = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var news = Channel.CreateUnbounded<SupplierOutcome?>(new() { SingleReader = true });
        var left = AskAll(news.Writer, asking.Token);
        var ticks = new TickSchedule(progress, TimeLeft());
        using var ticker = runner.Time.CreateTimer(
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

                var (isOver, publishes) = ticks.Take(runner.Time.GetElapsedTime(began));
                if (isOver)
                {
                    TimeOut();
                    return true;
                }

                if (publishes && !isPublished && !await TryPublishAsync(stop).ConfigureAwait(false))
                {
                    return false;
                }

                var next = ticks.Next - runner.Time.GetElapsedTime(began);
                ticker.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
        finally
        {
            // They are not waited for: an adapter may not heed its token, or block or fail when told.
            _ = LetGoAsync(asking, left > 0);
        }
    }

    private static async Task LetGoAsync(CancellationTokenSource asking, bool cancel)
    {
        if (cancel)
        {
            await asking.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        asking.Dispose();
    }

    /// <summary>Asks every supplier whose answer is not there yet, all at once.</summary>
    /// <returns>How many.</returns>
    private int AskAll(ChannelWriter<SupplierOutcome?> news, CancellationToken cancel)
    {
        var request = new SupplierRequest(search.Token.Digest, search.Request, search.RequestedAt);
        var asked = 0;
        for (var i = 0; i < runner.Suppliers.Length; i++)
        {
            // The record has the suppliers in the same order: this run wrote it.
            if (record.Suppliers[i].Status is SupplierStatus.Running)
            {
                asked++;
                _ = runner.Caller.AskAsync(runner.Suppliers[i], runner.Unanswered[i], request, news, cancel);
            }
        }

        return asked;
    }

    /// <summary>Notes of every supplier that has not answered that it is too late. All were asked at once, so one limit holds for all.</summary>
    private void TimeOut()
    {
        var limit = runner.Options.SupplierTimeout;
        var error = runner.Time.GetElapsedTime(began) >= limit
            ? new SearchError("TimedOut", string.Create(CultureInfo.InvariantCulture, $"No answer within {limit.TotalSeconds:0.###} s."))
            : new SearchError("TimedOut", "No answer before the search's deadline.");
        foreach (var supplier in record.Suppliers.Where(supplier => supplier.Status is SupplierStatus.Running))
        {
            Add(supplier with
            {
                Status = SupplierStatus.TimedOut,
                ElapsedMs = (long)runner.Time.GetElapsedTime(began).TotalMilliseconds,
                Error = error,
            });
        }
    }

    /// <summary>Publishes progress. A write finds out by its condition whether the search has been deleted or taken over.</summary>
    private async Task<bool> TryPublishAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(MaxPublishTime, runner.Time);
        using var publishing = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await PublishAsync(publishing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreUnavailableException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The answers in hand are worth more than their progress, and the next tick tries again. A write that has been done
            // nevertheless shows at the next one, by its condition.
            isPublished = false;
            runner.PublishFailed(search.Token, exception);
            return true;
        }
    }

    /// <summary>How long suppliers are waited for, from the start of this run.</summary>
    private TimeSpan TimeLeft()
    {
        var untilLifetime = search.RequestedAt + CarSearchOptions.Lifetime - Now;
        var left = new[] { runner.Options.SupplierTimeout, runner.Options.Deadline, untilLifetime }.Min();

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

        runner.Telemetry.Answered(outcome);
        record = record with { Suppliers = record.Suppliers.SetItem(place, outcome) };
        isPublished = false;
    }

    private async Task<bool> PublishAsync(CancellationToken stop)
    {
        isPublished = true;
        return await WriteAsync(record with { UpdatedAt = Now }, stop).ConfigureAwait(false);
    }

    private async Task<RunResult> EndAsync(SearchStatus status, SearchError? error, CancellationToken stop)
    {
        try
        {
            if (await WriteAsync(record.End(status, Now, runner.Options.Freshness, error), stop).ConfigureAwait(false))
            {
                runner.Telemetry.Ended(record.Status);
                runner.SearchEnded(search.Token, record.Status, record.Attempt);
            }
        }
        catch (StoreUnavailableException) when (progress.PublishesEveryAnswer && !isPublished)
        {
            // Where progress costs nothing, the last answer is kept for the next run.
            await PublishAsync(stop).ConfigureAwait(false);
            throw;
        }

        return Result();
    }

    /// <summary>Writes a record of this run, over whatever older attempts may have written meanwhile.</summary>
    /// <returns>False when the run has lost: <see cref="record"/> is then what was found.</returns>
    private async Task<bool> WriteAsync(SearchRecord mine, CancellationToken stop)
    {
        for (var tries = 0; tries < StoreUnavailableException.MostTries; tries++)
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

        throw StoreUnavailableException.Contended();
    }

    private RunResult Result() => new(
        record.Status,
        record.Suppliers.Count(supplier => supplier.Status is SupplierStatus.Succeeded),
        record.Suppliers.Sum(supplier => supplier.Offers.Count));
}
