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
                    var level = attempt.AttemptNumber == 0 ? LogLevel.Error : LogLevel.Debug;
                    FinalWriteFailed(logger, level, attempt.AttemptNumber + 1, attempt.Outcome.Exception);
                    return default;
                },
            })
            .Build();
    }

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(static (call, cancel) => call.store.ReadAsync(call.token, cancel), (store, token), cancellationToken);

    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        record.IsFinal
            ? retry.ExecuteAsync(
                static (call, cancel) => call.store.WriteAsync(call.record, call.version, cancel),
                (store, record, version),
                cancellationToken)
            : store.WriteAsync(record, version, cancellationToken);

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) =>
        store.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    [LoggerMessage(
        Message = "The final record of a search could not be written (attempt {Attempt}). The run keeps the responses and retries.")]
    private static partial void FinalWriteFailed(ILogger logger, LogLevel level, int attempt, Exception? exception);
}
