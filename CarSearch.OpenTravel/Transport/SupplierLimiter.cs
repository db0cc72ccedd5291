using System.Threading.RateLimiting;
using CarSearch.Suppliers;
using Polly;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// Limits the concurrent requests to a supplier, with a queue of four times as many, and delays them during a pause. A request that waits
/// for the end of a pause holds no permit.
/// </summary>
/// <remarks>
/// Polly's own strategy wraps the same <see cref="ConcurrencyLimiter"/>, but a request that leaves its queue would not check for a pause
/// that has begun meanwhile.
/// </remarks>
internal sealed class SupplierLimiter(string name, int maxConcurrency, RetryAfterGate retryAfter) : ResilienceStrategy, IDisposable
{
    private const int QueuedPerPermit = 4;

    private readonly ConcurrencyLimiter limiter = new(
        new() { PermitLimit = maxConcurrency, QueueLimit = QueuedPerPermit * maxConcurrency });

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        while (true)
        {
            await retryAfter.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            using var lease = await limiter.AcquireAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
            if (!lease.IsAcquired)
            {
                return Outcome.FromException<TResult>(new SupplierException($"{name} has reached its limit of concurrent requests."));
            }

            if (retryAfter.Remaining == TimeSpan.Zero)
            {
                return await callback(context, state).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The options that Polly requires of a strategy.</summary>
    internal sealed class Options : ResilienceStrategyOptions
    {
        /// <summary>Initializes the options with the name of the strategy.</summary>
        public Options() => Name = nameof(SupplierLimiter);
    }
}
