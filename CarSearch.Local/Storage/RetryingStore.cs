using CarSearch.Searches;
using Polly;
using Polly.Retry;

namespace CarSearch.Local.Storage;

/// <summary>
/// The store of runs: while an end can't be written, its run keeps what all suppliers have answered and tries again for as long as the search
/// is wanted. A run that failed instead would ask suppliers again.
/// </summary>
internal sealed partial class RetryingStore : ISearchStore
{
    private readonly ISearchStore store;
    private readonly ResiliencePipeline retry;

    public RetryingStore(ISearchStore store, TimeProvider time, ILogger<RetryingStore> logger)
    {
        this.store = store;
        retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                // Packing a record takes memory, which other searches may have given back by then.
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>().Handle<OutOfMemoryException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(30),
                UseJitter = true,
                OnRetry = attempt =>
                {
                    var level = attempt.AttemptNumber == 0 ? LogLevel.Error : LogLevel.Debug;
                    EndNotWritten(logger, level, attempt.AttemptNumber + 1, attempt.Outcome.Exception);
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
                static (call, cancel) => call.store.WriteAsync(call.record, call.version, cancel), (store, record, version), cancellationToken)
            : store.WriteAsync(record, version, cancellationToken);

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => store.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);

    [LoggerMessage(Message = "The end of a search could not be written (attempt {Attempt}). Its run keeps the suppliers' answers and tries again.")]
    private static partial void EndNotWritten(ILogger logger, LogLevel level, int attempt, Exception? exception);
}
