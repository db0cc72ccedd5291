using System.Threading.Channels;
using CarSearch.Suppliers;

namespace CarSearch.Searches;

/// <summary>One run of one search.</summary>
internal sealed class SearchRun(SearchRunner runner, AcceptedSearch search, ISearchStore store, ProgressPolicy progress)
{
    /// <summary>The timeout for publishing progress, after which the run continues without it.</summary>
    private static readonly TimeSpan MaxPublishTime = TimeSpan.FromSeconds(4);

    /// <summary>When the suppliers were called. The time that a run waits for the store before does not count.</summary>
    private long began;
    private StoredRecord? stored;
    private SearchRecord record = SearchRecord.Accepted(search);
    private bool isPublished = true;

    private DateTimeOffset Now => runner.Clock.GetUtcNow();

    public async Task<RunResult> ExecuteAsync(CancellationToken stop)
    {
        if (!await TakeOverAsync(stop).ConfigureAwait(false))
        {
            return Result();
        }

        if (runner.Clock.GetAge(search.RequestedAt) >= CarSearchOptions.Lifetime)
        {
            return await EndAsync(RunErrors.LifetimeExceeded, stop).ConfigureAwait(false);
        }

        return await CollectAsync(stop).ConfigureAwait(false)
            ? await EndAsync(record.Suppliers.IsEmpty ? RunErrors.NoSuppliers : RunErrors.AllFailed, stop).ConfigureAwait(false)
            : Result();
    }

    public async Task<RunResult> FailAsync(CancellationToken cancellationToken) =>
        await TakeOverAsync(cancellationToken).ConfigureAwait(false)
            ? await EndAsync(RunErrors.AttemptsExhausted, cancellationToken).ConfigureAwait(false)
            : Result();

    private async Task<bool> TakeOverAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < StoreUnavailableException.MaxAttempts; attempt++)
        {
            var found = await store.ReadAsync(search.Token, cancellationToken).ConfigureAwait(false);
            if (RecordRules.TakeOver(search, found?.Record, runner.InitialOutcomes, Now) is not { } mine)
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

    /// <summary>
    /// Calls the suppliers that have not responded, and collects responses until none is missing or the time is up. Returns false if the
    /// search was ended, deleted or taken over by others.
    /// </summary>
    private async Task<bool> CollectAsync(CancellationToken stop)
    {
        began = runner.Time.GetTimestamp();
        var calls = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var responses = Channel.CreateUnbounded<SupplierOutcome?>(new() { SingleReader = true });
        var pending = CallAll(responses.Writer, calls.Token);
        var ticks = new TickSchedule(progress, GetTimeLimit());
        using var ticker = runner.Time.CreateTimer(
            static writer => ((ChannelWriter<SupplierOutcome?>)writer!).TryWrite(null),
            responses.Writer,
            ticks.Next,
            Timeout.InfiniteTimeSpan);
        try
        {
            while (pending > 0)
            {
                if (await responses.Reader.ReadAsync(stop).ConfigureAwait(false) is { } outcome)
                {
                    pending--;
                    Add(outcome);
                    if (progress.PublishesEveryResponse && pending > 0 && !await PublishAsync(stop).ConfigureAwait(false))
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
            // Not awaited: an adapter may ignore its token, or block or fail on cancellation.
            _ = CancelPendingAsync(calls, pending > 0);
        }
    }

    private static async Task CancelPendingAsync(CancellationTokenSource calls, bool cancel)
    {
        if (cancel)
        {
            await calls.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        calls.Dispose();
    }

    /// <summary>Calls all suppliers that have not responded, at once. Returns their number.</summary>
    private int CallAll(ChannelWriter<SupplierOutcome?> responses, CancellationToken cancel)
    {
        var request = new SupplierRequest(search.Token.Digest, search.Request, search.RequestedAt);
        var called = 0;
        for (var i = 0; i < runner.Suppliers.Length; i++)
        {
            // This run wrote the record, with the suppliers in the same order.
            if (record.Suppliers[i].Status is SupplierStatus.Running)
            {
                called++;
                _ = runner.Caller.CallAsync(runner.Suppliers[i], runner.InitialOutcomes[i], request, responses, cancel);
            }
        }

        return called;
    }

    /// <summary>Times out the suppliers that have not responded. All were called at once, so that one limit applies to all.</summary>
    private void TimeOut()
    {
        var elapsed = runner.Time.GetElapsedTime(began);
        var error = RunErrors.TimedOut(elapsed, runner.Options.SupplierTimeout);
        foreach (var supplier in record.Suppliers.Where(supplier => supplier.Status is SupplierStatus.Running))
        {
            Add(supplier with { Status = SupplierStatus.TimedOut, ElapsedMs = (long)elapsed.TotalMilliseconds, Error = error });
        }
    }

    /// <summary>Publishes progress. The write fails if the search was deleted or taken over.</summary>
    private async Task<bool> TryPublishAsync(CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(MaxPublishTime, runner.Time);
        using var publishing = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await PublishAsync(publishing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is StoreUnavailableException || (exception is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The next tick publishes again. If this write succeeded nevertheless, the version of the next one does not match.
            isPublished = false;
            runner.PublishFailed(search.Token, exception);
            return true;
        }
    }

    /// <summary>Gets the time for which the run waits for suppliers.</summary>
    private TimeSpan GetTimeLimit()
    {
        var untilLifetime = CarSearchOptions.Lifetime - runner.Clock.GetAge(search.RequestedAt);
        var left = new[] { runner.Options.SupplierTimeout, runner.Options.Deadline, untilLifetime }.Min();

        // The lifetime may have been exceeded since it was checked, and -1 ms would be an infinite timeout.
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Add(SupplierOutcome outcome)
    {
        var place = 0;
        while (record.Suppliers[place].Name != outcome.Name)
        {
            place++;
        }

        runner.Telemetry.Responded(outcome);
        record = record with { Suppliers = record.Suppliers.SetItem(place, outcome) };
        isPublished = false;
    }

    private async Task<bool> PublishAsync(CancellationToken stop)
    {
        isPublished = true;
        return await WriteAsync(record with { UpdatedAt = record.NextUpdate(Now) }, stop).ConfigureAwait(false);
    }

    private async Task<RunResult> EndAsync(SearchError failure, CancellationToken stop)
    {
        if (await WriteAsync(record.Complete(Now, runner.Options.Freshness, failure), stop).ConfigureAwait(false))
        {
            runner.Telemetry.Ended(record.Status);
            runner.SearchEnded(search.Token, record.Status, record.Attempt);
        }

        return Result();
    }

    /// <summary>Writes the record of this run over those of older attempts.</summary>
    /// <returns>False if the run must stop; <see cref="record"/> is then the stored one.</returns>
    private async Task<bool> WriteAsync(SearchRecord mine, CancellationToken stop)
    {
        for (var attempt = 0; attempt < StoreUnavailableException.MaxAttempts; attempt++)
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
