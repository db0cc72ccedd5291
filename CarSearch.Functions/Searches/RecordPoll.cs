using CarSearch.Functions.Storage;
using CarSearch.Searches;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Waits for a search's end by looking at its record: 0.5 seconds apart at first, 1.9 at last, so that half of all ends are seen within a
/// second. 30 seconds take 16 reads, of which a record that has not changed answers each with 304. The handler looks before and after,
/// twice each where it and the orchestration do not agree: 20 reads at most.
/// </summary>
internal sealed class RecordPoll(BlobSearchStore store, EndNews news, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);
    private const double Growth = 2;

    /// <summary>Comes back when the record is final, or the time is up. A look that fails is as good as one that finds nothing new: the next may succeed.</summary>
    public async Task UntilFinalAsync(SearchToken token, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var watch = news.Of(token);
        if (store.HasSeenFinal(token))
        {
            // Written here, between the caller's look and this watch.
            return;
        }

        for (var pause = ShortestPause; ; pause = pause * Growth < LongestPause ? pause * Growth : LongestPause)
        {
            var left = atMost - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await watch.Ended.WaitAsync(pause < left ? pause : left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (watch.Ended.IsCompleted || time.GetElapsedTime(began) >= atMost)
            {
                return;
            }

            if (await IsFinalAsync(token, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> IsFinalAsync(SearchToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(token, cancellationToken).ConfigureAwait(false) is { Record.IsFinal: true };
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
