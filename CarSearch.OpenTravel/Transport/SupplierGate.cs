using System.Threading.RateLimiting;
using CarSearch.Suppliers;
using Polly;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// The way to a supplier: open to so many calls at once, with a queue of four times as many, and closed while the supplier wants to be left
/// alone. A call that waits for the end of a pause holds no place.
/// </summary>
/// <remarks>
/// Polly's own limiter wraps the same <see cref="ConcurrencyLimiter"/>, but a call that leaves its queue would not look whether a pause has
/// begun meanwhile.
/// </remarks>
internal sealed class SupplierGate(string name, int maxConcurrency, SupplierPause pause) : ResilienceStrategy, IDisposable
{
    private const int QueuedPerPlace = 4;

    private readonly ConcurrencyLimiter places = new(new() { PermitLimit = maxConcurrency, QueueLimit = QueuedPerPlace * maxConcurrency });

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        while (true)
        {
            await pause.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            using var place = await places.AcquireAsync(cancellationToken: context.CancellationToken).ConfigureAwait(false);
            if (!place.IsAcquired)
            {
                return Outcome.FromException<TResult>(new SupplierException($"{name} is being asked by as many searches at once as it allows."));
            }

            if (pause.Left == TimeSpan.Zero)
            {
                return await callback(context, state).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What Polly wants to see of a strategy: nothing but its name.</summary>
    internal sealed class Options : ResilienceStrategyOptions
    {
        /// <summary>Names the strategy.</summary>
        public Options() => Name = nameof(SupplierGate);
    }
}
