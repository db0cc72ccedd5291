using CarSearch.Common;
using CarSearch.Searches;
using Polly;
using Polly.CircuitBreaker;

namespace CarSearch.Local.Storage;

/// <summary>
/// The circuit breaker around the reads or the writes of the database, of requests and runs alike. While the database fails, it is called
/// less, and callers do not wait for it. Also logs outages.
/// </summary>
internal sealed class DatabaseCircuit : IDisposable
{
    private readonly OutageLog outages;
    private readonly ResiliencePipeline pipeline;
    private volatile bool isClosing;

    public DatabaseCircuit(OutageLog outages, TimeProvider time)
    {
        this.outages = outages;
        pipeline = new ResiliencePipelineBuilder { TimeProvider = new SteadyTimeProvider(time) }
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
    }

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
        catch (BrokenCircuitException broken)
        {
            throw Suspended(broken);
        }
        catch (StoreUnavailableException exception)
        {
            Report(exception);
            throw;
        }
    }

    /// <summary>Calls the database.</summary>
    /// <exception cref="StoreUnavailableException">The call failed, or calls are suspended.</exception>
    public async Task ExecuteAsync<TState>(Func<TState, Task> call, TState state)
    {
        try
        {
            await pipeline.ExecuteAsync(
                static async (context, _) => await context.call(context.state).ConfigureAwait(false), (call, state)).ConfigureAwait(false);
            outages.Succeeded();
        }
        catch (BrokenCircuitException broken)
        {
            throw Suspended(broken);
        }
        catch (StoreUnavailableException exception)
        {
            Report(exception);
            throw;
        }
    }

    /// <summary>Called before the database is closed. What fails from then on is no outage.</summary>
    public void Dispose() => isClosing = true;

    private StoreUnavailableException Suspended(BrokenCircuitException broken)
    {
        var exception = new StoreUnavailableException(
            "Calls of the database are suspended, as half of the recent ones failed.", retryAfter: broken.RetryAfter ?? BreakDuration);
        Report(exception);
        return exception;
    }

    private void Report(StoreUnavailableException exception)
    {
        if (!isClosing)
        {
            outages.Failed(exception.InnerException?.Message ?? exception.Message);
        }
    }
}
