using CarSearch.Common;
using CarSearch.Searches;
using Polly;
using Polly.CircuitBreaker;

namespace CarSearch.Local.Storage;

/// <summary>
/// The circuit breaker around the reads or the writes of the database, of requests and runs alike. While the database fails, it is called
/// less, and callers do not wait for it. Also logs outages.
/// </summary>
internal sealed class DatabaseCircuit(OutageLog outages, TimeProvider time) : IDisposable
{
    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = new SteadyTimeProvider(time) }
        .AddCircuitBreaker(new()
        {
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(
                exception => exception.InnerException is not { } inner || SqliteErrors.IsOfDatabase(inner)),
            FailureRatio = 0.5,
            MinimumThroughput = MinCalls,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = BreakDuration,
        })
        .Build();

    private volatile bool isClosing;

    /// <summary>Gets the minimum number of calls within ten seconds before the circuit can open.</summary>
    internal static int MinCalls => 4;

    /// <summary>Gets the time for which the circuit stays open; then a single call probes the database.</summary>
    internal static TimeSpan BreakDuration { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Calls the database.</summary>
    /// <exception cref="StoreUnavailableException">The call failed, or calls are suspended.</exception>
    public T Execute<T, TState>(Func<TState, T> call, TState state)
    {
        try
        {
            var result = pipeline.Execute(static context => context.call(context.state), (call, state));
            outages.Succeeded();
            return result;
        }
        catch (Exception exception) when (exception is BrokenCircuitException or StoreUnavailableException)
        {
            throw Report(exception);
        }
    }

    /// <inheritdoc cref="Execute{T, TState}"/>
    public async Task ExecuteAsync<TState>(Func<TState, Task> call, TState state)
    {
        try
        {
            await pipeline.ExecuteAsync(
                static async (context, _) => await context.call(context.state).ConfigureAwait(false), (call, state)).ConfigureAwait(false);
            outages.Succeeded();
        }
        catch (Exception exception) when (exception is BrokenCircuitException or StoreUnavailableException)
        {
            throw Report(exception);
        }
    }

    /// <summary>Called before the database is closed. What fails from then on is no outage.</summary>
    public void Dispose() => isClosing = true;

    /// <summary>Reports an error and converts it to that of the port.</summary>
    private StoreUnavailableException Report(Exception exception)
    {
        var unavailable = exception as StoreUnavailableException ?? new(
            "Calls of the database are suspended, as half of the recent ones failed.",
            retryAfter: (exception as BrokenCircuitException)?.RetryAfter ?? BreakDuration);
        if (!isClosing)
        {
            outages.Failed(unavailable.InnerException?.Message ?? unavailable.Message);
        }

        return unavailable;
    }
}
