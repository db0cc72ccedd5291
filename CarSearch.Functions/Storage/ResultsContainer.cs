using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CarSearch.Common;
using CarSearch.Searches;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace CarSearch.Functions.Storage;

/// <summary>
/// The private container of search records. The deployment creates it; in development it is created on first use. All calls of a process,
/// of requests and of runs, share one circuit breaker, so that storage is called less while it fails.
/// </summary>
internal sealed partial class ResultsContainer
{
    public const string Name = "searches";

    private readonly BlobContainerClient blobs;
    private readonly IHostEnvironment environment;
    private readonly ILogger<ResultsContainer> logger;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly TimeProvider time;
    private readonly ResiliencePipeline circuit;
    private long openedAt;

    public ResultsContainer(BlobContainerClient blobs, IHostEnvironment environment, TimeProvider time, ILogger<ResultsContainer> logger)
    {
        this.blobs = blobs;
        this.environment = environment;
        this.logger = logger;
        this.time = time;
        circuit = new ResiliencePipelineBuilder { TimeProvider = new SteadyTimeProvider(time) }
            .AddCircuitBreaker(new()
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
                FailureRatio = 0.5,
                MinimumThroughput = MinCalls,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = BreakDuration,
                StateProvider = state,
                OnOpened = opened =>
                {
                    Volatile.Write(ref openedAt, time.GetTimestamp());
                    Opened(opened.Outcome.Exception!.Message);
                    return default;
                },
                OnClosed = _ =>
                {
                    Closed();
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Gets the minimum number of calls within ten seconds before the circuit can open.</summary>
    internal static int MinCalls => 20;

    /// <summary>Gets the time for which the circuit stays open; then a single call probes storage.</summary>
    internal static TimeSpan BreakDuration { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Throws while the circuit is open, until the time at which a call may probe storage.</summary>
    /// <exception cref="StoreUnavailableException">Calls of Blob Storage are suspended.</exception>
    public void ThrowIfOpen()
    {
        var rest = BreakDuration - time.GetElapsedTime(Volatile.Read(ref openedAt));
        if (state.CircuitState is CircuitState.Open && rest > TimeSpan.Zero)
        {
            throw Suspended(rest);
        }
    }

    /// <summary>Calls Blob Storage. The log names the operation, such as "read a record".</summary>
    /// <exception cref="StoreUnavailableException">Blob Storage is not available.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public async ValueTask<T> CallAsync<T>(
        string what, Func<BlobContainerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await circuit.ExecuteAsync(cancel => CallOutsideCircuitAsync(what, call, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BrokenCircuitException broken)
        {
            throw Suspended(broken.RetryAfter);
        }
    }

    /// <summary>
    /// Calls Blob Storage in any state of the circuit. For operations that take minutes: as the call that probes storage, such a call would
    /// block all others until its end.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Blob Storage is not available.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public async ValueTask<T> CallOutsideCircuitAsync<T>(
        string what, Func<BlobContainerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await call(blobs, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException missing) when (missing.IsMissingContainer() && environment.IsDevelopment())
            {
                await blobs.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken).ConfigureAwait(false);
                Created(blobs.Name);
                return await call(blobs, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (BlobErrors.IsUnavailable(exception))
        {
            // The client may report cancellation by the caller as another exception, or not at all.
            cancellationToken.ThrowIfCancellationRequested();
            throw BlobErrors.ToUnavailable(exception, what);
        }
    }

    private static StoreUnavailableException Suspended(TimeSpan? retryAfter) =>
        new("Calls of Blob Storage are suspended, as half of the recent ones failed.", retryAfter: retryAfter ?? BreakDuration);

    [LoggerMessage(Level = LogLevel.Information, Message = "Created the container {Container} in the development environment.")]
    private partial void Created(string container);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Calls of Blob Storage are suspended, as half of the recent ones failed. Last error: {Reason}")]
    private partial void Opened(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Calls of Blob Storage are resumed.")]
    private partial void Closed();
}
