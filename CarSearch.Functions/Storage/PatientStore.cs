using CarSearch.Searches;
using Polly;
using Polly.Retry;

namespace CarSearch.Functions.Storage;

/// <summary>
/// A store for runs: nobody waits for their writes, and suppliers' answers of half a minute hang on the last one. So a store that can't
/// be reached is tried again for about half a minute, where a caller's request is told so at once.
/// </summary>
internal sealed class PatientStore(ISearchStore store, TimeProvider time) : ISearchStore
{
    private readonly ResiliencePipeline patience = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
            MaxRetryAttempts = 6,
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

    public ValueTask CheckAsync(CancellationToken cancellationToken) => store.CheckAsync(cancellationToken);
}
