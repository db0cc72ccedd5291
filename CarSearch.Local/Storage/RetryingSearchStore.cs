using CarSearch.Searches;
using Polly;
using Polly.Retry;

namespace CarSearch.Local.Storage;

/// <summary>
/// The store that runs use. It retries reads and the write of a final record until the run is canceled, so that the run keeps the
/// suppliers' responses while the database is unavailable. If the run failed instead, its retry would call the suppliers again.
/// </summary>
internal sealed partial class RetryingSearchStore : ISearchStore
{
    private readonly ISearchStore store;
    private readonly ResiliencePipeline retry;
    private int stalledRuns;

    public RetryingSearchStore(ISearchStore store, TimeProvider time, ILogger<RetryingSearchStore> logger)
    {
        this.store = store;
        retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // Compressing a record needs memory, which other searches may have released by the next attempt.
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>().Handle<OutOfMemoryException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(30),
                UseJitter = true,
                OnRetry = attempt =>
                {
                    // The store itself logs that it is unavailable.
                    var error = attempt.Outcome.Exception;
                    var level = attempt.AttemptNumber == 0 && error is not StoreUnavailableException ? LogLevel.Error : LogLevel.Debug;
                    FinalWriteFailed(logger, level, attempt.AttemptNumber + 1, error);
                    return default;
                },
            })
            .Build();
    }

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(static (call, cancel) => call.store.ReadAsync(call.token, cancel), (store, token), cancellationToken);

    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        record.IsFinal ? WriteFinalAsync(record, version, cancellationToken) : store.WriteAsync(record, version, cancellationToken);

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
        store.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    /// <summary>Verifies that the store is available, and that no run is stalled.</summary>
    public ValueTask CheckAsync(CancellationToken cancellationToken) => Volatile.Read(ref stalledRuns) is > 0 and var count
        ? throw new StoreUnavailableException($"{count} searches can't end: their runs fail, or their final records can't be written.")
        : store.CheckAsync(cancellationToken);

    /// <summary>Tracks a run. While it is stalled, the host is not healthy.</summary>
    public RunTracker TrackRun() => new(this);

    private async ValueTask<StoredRecord?> WriteFinalAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        using var run = TrackRun();
        return await retry.ExecuteAsync(
            static async (call, cancel) =>
            {
                try
                {
                    return await call.store.WriteAsync(call.record, call.version, cancel).ConfigureAwait(false);
                }
                catch
                {
                    call.run.SetStalled();
                    throw;
                }
            },
            (store, record, version, run),
            cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(
        Message = "The final record of a search could not be written (attempt {Attempt}). The run keeps the responses and retries.")]
    private static partial void FinalWriteFailed(ILogger logger, LogLevel level, int attempt, Exception? exception);

    /// <summary>A run whose end has been attempted.</summary>
    internal sealed class RunTracker(RetryingSearchStore owner) : IDisposable
    {
        private bool isStalled;

        /// <summary>Marks the run as stalled until it is disposed.</summary>
        public void SetStalled()
        {
            if (!isStalled)
            {
                isStalled = true;
                Interlocked.Increment(ref owner.stalledRuns);
            }
        }

        public void Dispose()
        {
            if (isStalled)
            {
                Interlocked.Decrement(ref owner.stalledRuns);
            }
        }
    }
}
