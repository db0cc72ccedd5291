using CarSearch.Functions.Storage;
using CarSearch.Searches;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Waits for the end of a search, or a condition, by polling its record, after 0.5 s at first and every 1.9 s at last: half of all ends are
/// observed within a second. 30 seconds take 16 reads; an unchanged record is answered with 304. The handler reads before and after,
/// twice each if record and orchestration disagree: 20 reads at most.
/// </summary>
internal sealed class RecordPoller(BlobSearchStore store, SearchCompletionNotifier notifier, TimeProvider time)
{
    private static readonly TimeSpan MinDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1.9);
    private const double Growth = 2;

    /// <summary>
    /// Waits until the record is final or meets a condition, or the time is up. A failed read is repeated like one that finds no change.
    /// </summary>
    public async Task WaitAsync(
        SearchToken token, Func<StoredRecord, bool>? until, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var subscription = notifier.Subscribe(token);
        if (store.HasSeenFinal(token))
        {
            // Written here between the caller's read and the subscription.
            return;
        }

        for (var delay = MinDelay;
            timeout - time.GetElapsedTime(began) is var remaining && remaining > TimeSpan.Zero;
            delay = delay * Growth < MaxDelay ? delay * Growth : MaxDelay)
        {
            await subscription.Completed.WaitAsync(delay < remaining ? delay : remaining, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (subscription.Completed.IsCompleted
                || time.GetElapsedTime(began) >= timeout
                || await IsOverAsync(token, until, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> IsOverAsync(SearchToken token, Func<StoredRecord, bool>? until, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await store.ReadAsync(token, cancellationToken).ConfigureAwait(false);
            return stored is not null && (stored.Record.IsFinal || until?.Invoke(stored) is true);
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
