using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CarSearch.Searches;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace CarSearch.Functions.Storage;

/// <summary>
/// The private container of search records. It is made by the deployment; in development by itself, when it is first missed.
/// All calls of a process share one circuit breaker, so that storage in trouble is called less, by requests and runs alike.
/// </summary>
internal sealed partial class ResultsContainer
{
    /// <summary>The container's name.</summary>
    public const string Name = "searches";

    private readonly BlobContainerClient blobs;
    private readonly IHostEnvironment environment;
    private readonly ILogger<ResultsContainer> logger;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline circuit;

    public ResultsContainer(BlobContainerClient blobs, IHostEnvironment environment, TimeProvider time, ILogger<ResultsContainer> logger)
    {
        this.blobs = blobs;
        this.environment = environment;
        this.logger = logger;
        circuit = new ResiliencePipelineBuilder { TimeProvider = time }
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

    /// <summary>How many calls within ten seconds it takes to judge storage by.</summary>
    internal static int MinCalls => 20;

    /// <summary>How long storage is not called once half of the calls have failed; then a single call tries it.</summary>
    internal static TimeSpan BreakDuration { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Throws while the circuit is open.</summary>
    /// <exception cref="StoreUnavailableException">Blob Storage is not called for a while.</exception>
    public void ThrowIfOpen()
    {
        if (state.CircuitState is CircuitState.Open)
        {
            throw new StoreUnavailableException(
                "Blob Storage is not called for a while, as half of its last calls failed.", retryAfter: BreakDuration);
        }
    }

    /// <summary>Calls Blob Storage.</summary>
    /// <param name="what">What the call does, for the log: "read a record".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StoreUnavailableException">It could not be done.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<T> CallAsync<T>(string what, Func<BlobContainerClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await circuit.ExecuteAsync(cancel => CallOutsideCircuitAsync(what, call, cancel), cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException broken)
        {
            throw new StoreUnavailableException(
                $"Blob Storage could not {what}: it is not called for a while, as half of its last calls failed.",
                retryAfter: broken.RetryAfter ?? BreakDuration);
        }
    }

    /// <summary>
    /// Calls Blob Storage whatever the state of the circuit. For work of minutes: as the one call that tries storage, it would keep all
    /// others waiting for its end.
    /// </summary>
    /// <param name="what">What the call does, for the log: "delete old records".</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="StoreUnavailableException">It could not be done.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
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
        catch (Exception exception) when (BlobFaults.IsUnavailable(exception))
        {
            // That its caller gave up, the client may tell as one of several faults, or not at all.
            cancellationToken.ThrowIfCancellationRequested();
            throw BlobFaults.ToUnavailable(exception, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Made the container {Container}, as this is development.")]
    private partial void Created(string container);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "Blob Storage is not called for a while, as half of its last calls failed. The last: {Reason}")]
    private partial void Opened(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Blob Storage is called again.")]
    private partial void Closed();
}
