using CarSearch.Searches;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace CarSearch.Hosting;

/// <summary>
/// A store for runs, which retries reads and writes of records while the inner store is unavailable: the run keeps the responses of the
/// suppliers meanwhile. If the run failed instead, its retry would call the suppliers again. Requests of callers use the inner store and
/// fail at once.
/// </summary>
public sealed partial class RetryingSearchStore : ISearchStore
{
    private readonly ISearchStore store;
    private readonly ResiliencePipeline retries;

    /// <summary>Initializes a new instance of the <see cref="RetryingSearchStore"/> class.</summary>
    /// <param name="store">The inner store.</param>
    /// <param name="maxRetries">The maximum number of retries of a call.</param>
    /// <param name="maxDelay">The maximum delay before a retry; the first is a second.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public RetryingSearchStore(
        ISearchStore store, int maxRetries, TimeSpan maxDelay, TimeProvider time, ILogger<RetryingSearchStore> logger)
    {
        this.store = store;
        retries = new ResiliencePipelineBuilder { TimeProvider = time }
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
                    var level = retry.AttemptNumber == 0 ? LogLevel.Error : LogLevel.Debug;
                    CallFailed(logger, level, retry.AttemptNumber + 1, retry.Outcome.Exception);
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) => retries.ExecuteAsync(
        static (call, cancel) => call.store.ReadAsync(call.token, cancel), (store, token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        retries.ExecuteAsync(
            static (call, cancel) => call.store.WriteAsync(call.record, call.version, cancel), (store, record, version), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
        store.ClaimAsync(claim, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    /// <inheritdoc/>
    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    [LoggerMessage(
        Message = "The record of a search could not be read or written (attempt {Attempt}). The run keeps the responses and retries.")]
    private static partial void CallFailed(ILogger logger, LogLevel level, int attempt, Exception? exception);
}
