using CarSearch.Searches;
using Polly;
using Polly.Retry;

namespace CarSearch.Functions.Storage;

/// <summary>
/// A store for runs: nobody waits for their writes, and the suppliers' answers depend on the last one. So while the store can't be reached
/// a run keeps its answers and tries again, for about as long as a search lives; a caller's request is refused at once.
/// </summary>
internal sealed class PatientStore(ISearchStore store, TimeProvider time) : ISearchStore
{
    /// <summary>With pauses of at most 15 seconds, five to seven minutes.</summary>
    internal const int MaxRetries = 28;

    private readonly ResiliencePipeline patience = new ResiliencePipelineBuilder { TimeProvider = time }
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
        patience.ExecuteAsync(cancel => store.ReadAsync(token, cancel), cancellationToken);

    public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
        patience.ExecuteAsync(cancel => store.WriteAsync(record, version, cancel), cancellationToken);

    public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => store.ClaimAsync(claim, cancellationToken);

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.FindClaimAsync(key, now, cancellationToken);

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
