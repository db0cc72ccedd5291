using System.Globalization;
using System.Threading.RateLimiting;
using CarSearch.Common;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// Sends the requests of all searches to one supplier, with a time limit, one retry after a transient fault, a concurrency limit, a
/// circuit breaker, and the pauses that the supplier requests.
/// </summary>
/// <remarks>
/// This is the only retry of an OpenTravel supplier (<see cref="ISupplier.RetriesTransientFaults"/>). It is here and not in the caller
/// because a search may take several requests, of which only the failed one is repeated, while the others continue.
/// </remarks>
internal sealed partial class SupplierConnection : IDisposable
{
    private const int QueuedPerPermit = 4;

    private readonly string name;
    private readonly TimeSpan timeout;
    private readonly HttpClient client;
    private readonly ILogger<SupplierConnection> logger;
    private readonly RetryAfterGate retryAfter;
    private readonly ConcurrencyLimiter limiter;
    private readonly CircuitBreakerStateProvider breaker = new();
    private readonly ResiliencePipeline retry;
    private readonly ResiliencePipeline attempts;
    private bool isOpenLogged; // Polly serializes OnOpened and OnClosed.

    /// <summary>Initializes a connection.</summary>
    /// <param name="name">The name of the supplier, with which every error message begins.</param>
    /// <param name="timeout">The time limit of one attempt, from sending to the end of reading: 10 ms to a day.</param>
    /// <param name="maxConcurrency">The maximum number of concurrent requests; four times as many wait.</param>
    /// <param name="client">The HTTP client, without a time limit and redirects of its own. It is not disposed.</param>
    /// <param name="time">The clock of all delays and time limits.</param>
    /// <param name="logger">Logs when the circuit breaker opens and closes.</param>
    public SupplierConnection(
        string name, TimeSpan timeout, int maxConcurrency, HttpClient client, TimeProvider time, ILogger<SupplierConnection> logger)
    {
        this.name = name;
        this.timeout = timeout;
        this.client = client;
        this.logger = logger;
        retryAfter = new RetryAfterGate(name, time);
        limiter = new(new() { PermitLimit = maxConcurrency, QueueLimit = QueuedPerPermit * maxConcurrency });
        var clock = new SteadyTimeProvider(time);
        retry = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => new(args.Outcome.Exception is SupplierException { IsTransient: true } && CanRetry),
                MaxRetryAttempts = 1,

                // Polly's own jitter varies a constant delay by a quarter only.
                DelayGenerator = static _ => new(Jitter.Next()),
            })
            .Build();
        attempts = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = args => new(IsSupplierFault(args.Outcome.Exception)),
                FailureRatio = 0.5,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                StateProvider = breaker,
                OnOpened = _ => OnOpened(),
                OnClosed = _ => OnClosed(),
            })
            .AddTimeout(timeout)
            .Build();
    }

    // If the retry would be rejected here, the first failure is more informative.
    private bool CanRetry => breaker.CircuitState is CircuitState.Closed && retryAfter.Remaining <= RetryAfterGate.MaxWait;

    /// <summary>Sends a request and reads the response.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="createRequest">Creates the request of an attempt.</param>
    /// <param name="readAsync">
    /// Reads a response as it arrives, without blocking; the connection disposes it. It is also called for the faults that come with HTTP
    /// 400 and 500, and throws <see cref="SupplierException"/> for these. It does not handle exceptions of the stream.
    /// </param>
    /// <param name="cancellationToken">Canceled when the response is no longer needed.</param>
    /// <exception cref="SupplierException">The request failed, after the retry if the fault is transient.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> createRequest,
        Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readAsync,
        CancellationToken cancellationToken)
    {
        try
        {
            return await retry.ExecuteAsync(
                token => LimitAsync(attempt => AttemptAsync(createRequest, readAsync, attempt), token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new SupplierException(
                string.Create(CultureInfo.InvariantCulture, $"{name} did not respond within {timeout.TotalSeconds:0.###} s."),
                innerException: exception) { IsTimeout = true };
        }
        catch (BrokenCircuitException exception)
        {
            // While a trial request is pending, there is no RetryAfter.
            var seconds = Math.Max(1, Math.Ceiling(exception.RetryAfter.GetValueOrDefault().TotalSeconds));
            throw new SupplierException(
                string.Create(CultureInfo.InvariantCulture, $"{name} failed repeatedly; requests to it are suspended for {seconds} s."),
                innerException: exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    /// <summary>Executes an attempt with a permit, after the requested pause. No permit is held during the pause.</summary>
    /// <remarks>A request that leaves the queue of Polly's own limiter would not check for a pause that has begun meanwhile.</remarks>
    private async ValueTask<T> LimitAsync<T>(Func<CancellationToken, ValueTask<T>> attemptAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            await retryAfter.WaitAsync(cancellationToken).ConfigureAwait(false);
            using var lease = await limiter.AcquireAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (!lease.IsAcquired)
            {
                throw new SupplierException($"{name} has reached its limit of concurrent requests.");
            }

            if (retryAfter.Remaining == TimeSpan.Zero)
            {
                return await attempts.ExecuteAsync(attemptAsync, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<T> AttemptAsync<T>(
        Func<HttpRequestMessage> createRequest,
        Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readAsync,
        CancellationToken attempt)
    {
        try
        {
            using var request = createRequest();
            request.Version = client.DefaultRequestVersion;
            request.VersionPolicy = client.DefaultVersionPolicy;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await readAsync(response, attempt).ConfigureAwait(false)
                : throw await CreateErrorAsync(response, readAsync, attempt).ConfigureAwait(false);
        }
        catch (Exception) when (attempt.IsCancellationRequested)
        {
            // A canceled stream may throw any exception.
            throw new OperationCanceledException(attempt);
        }
#pragma warning disable CA1031 // Every failure is converted.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw TransportErrors.From(name, exception);
        }
    }

    /// <summary>
    /// Creates the exception of a response that does not indicate success: from its body if it contains a fault, else from its status.
    /// </summary>
    private async ValueTask<SupplierException> CreateErrorAsync<T>(
        HttpResponseMessage response, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> readAsync, CancellationToken attempt)
    {
        if (TransportErrors.IsTransient(response.StatusCode))
        {
            retryAfter.Observe(response.Headers.RetryAfter);
        }

        if (TransportErrors.MayContainFault(response))
        {
            try
            {
                await readAsync(response, attempt).ConfigureAwait(false);
            }
            catch (SupplierException failure)
            {
                return failure;
            }
#pragma warning disable CA1031 // If the body can't be read, the status is used.
            catch (Exception) when (!attempt.IsCancellationRequested)
#pragma warning restore CA1031
            {
            }
        }

        return TransportErrors.From(name, response.StatusCode);
    }

    /// <summary>
    /// Returns whether a failure indicates a fault of the supplier instead of the request. A canceled trial request shows no recovery, so
    /// the circuit opens again.
    /// </summary>
    private bool IsSupplierFault(Exception? exception) =>
        exception is SupplierException { IsTransient: true } or TimeoutRejectedException
        || (exception is OperationCanceledException && breaker.CircuitState is CircuitState.HalfOpen);

    private ValueTask OnOpened()
    {
        if (!isOpenLogged)
        {
            isOpenLogged = true;
            LogCircuitOpened(name);
        }

        return default;
    }

    private ValueTask OnClosed()
    {
        isOpenLogged = false;
        LogCircuitClosed(name);
        return default;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
            Message = "Circuit opened for supplier {Supplier} after repeated failures; one trial request is sent every 15 s.")]
    private partial void LogCircuitOpened(string supplier);

    [LoggerMessage(Level = LogLevel.Information, Message = "Circuit closed for supplier {Supplier}.")]
    private partial void LogCircuitClosed(string supplier);
}
