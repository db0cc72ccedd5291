using CarSearch.Searches;
using Polly;
using Polly.Retry;

namespace CarSearch.Functions.Storage;

/// <summary>
/// A store for runs, which retries while the inner store is unavailable, for about the lifetime of a search: the run keeps the responses of
/// the suppliers meanwhile. Requests of callers use the inner store and fail at once.
/// </summary>
internal sealed class RetryingSearchStore(ISearchStore store, TimeProvider time) : ISearchStore
{
    /// <summary>With delays of at most 15 s, five to seven minutes.</summary>
    internal const int MaxRetries = 28;

    private readonly ResiliencePipeline retries = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
            MaxRetryAttempts = MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(15),
            UseJitter = true,
        })
        .Build();

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) =>
        retries.ExecuteAsync(cancel => store.ReadAsync(token, cancel), cancellationToken);

    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        retries.ExecuteAsync(cancel => store.WriteAsync(record, version, cancel), cancellationToken);

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => store.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
