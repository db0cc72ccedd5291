using CarSearch.Searches;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CarSearch.Hosting;

/// <summary>
/// A store for runs, which retries reads and writes of records while the inner store is unavailable, the first time after a second: the run
/// keeps the responses of the suppliers meanwhile. If the run failed instead, its retry would call the suppliers again. Requests of callers
/// use the inner store and fail at once.
/// </summary>
public sealed partial class RetryingSearchStore(
    ISearchStore store, int maxRetries, TimeSpan maxDelay, TimeProvider time, ILogger<RetryingSearchStore> logger) : ISearchStore
{
    private readonly ResiliencePipeline retries = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            // Compressing a record needs memory, which other searches may have released by the next attempt.
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>().Handle<OutOfMemoryException>(),
            MaxRetryAttempts = maxRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = maxDelay,
            UseJitter = true,
            OnRetry = retry =>
            {
                // The store itself logs that it is unavailable.
                var error = retry.Outcome.Exception;
                var level = retry.AttemptNumber == 0 && error is not StoreUnavailableException ? LogLevel.Error : LogLevel.Debug;
                CallFailed(logger, level, retry.AttemptNumber + 1, error);
                return default;
            },
        })
        .Build();

    private int stalledRuns;

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) => retries.ExecuteAsync(
        static (call, cancel) => call.store.ReadAsync(call.token, cancel), (store, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        record.IsFinal
            ? WriteFinalAsync(record, version, cancellationToken)
            : retries.ExecuteAsync(
                static (call, cancel) => call.store.WriteAsync(call.record, call.version, cancel),
                (store, record, version),
                cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
        store.ClaimAsync(claim, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    /// <summary>Verifies that the store is available, and that no run is stalled.</summary>
    /// <inheritdoc/>
    public ValueTask CheckAsync(CancellationToken cancellationToken) => Volatile.Read(ref stalledRuns) is > 0 and var count
        ? throw new StoreUnavailableException($"{count} searches can't end: their runs fail, or their final records can't be written.")
        : store.CheckAsync(cancellationToken);

    /// <summary>Tracks a run. While it is stalled, the host is not healthy.</summary>
    public RunTracker TrackRun() => new(this);

    private async ValueTask<StoredRecord?> WriteFinalAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        using var run = TrackRun();
        return await retries.ExecuteAsync(
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
        Message = "The record of a search could not be read or written (attempt {Attempt}). The run keeps the responses and retries.")]
    private static partial void CallFailed(ILogger logger, LogLevel level, int attempt, Exception? exception);

    /// <summary>A run whose end has been attempted.</summary>
    public sealed class RunTracker : IDisposable
    {
        private readonly RetryingSearchStore owner;
        private bool isStalled;

        internal RunTracker(RetryingSearchStore owner) => this.owner = owner;

        /// <summary>Marks the run as stalled until it is disposed.</summary>
        public void SetStalled()
        {
            if (!isStalled)
            {
                isStalled = true;
                Interlocked.Increment(ref owner.stalledRuns);
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (isStalled)
            {
                isStalled = false;
                Interlocked.Decrement(ref owner.stalledRuns);
            }
        }
    }
}
