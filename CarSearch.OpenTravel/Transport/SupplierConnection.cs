using System.Globalization;
using CarSearch.Common;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// The way to one supplier and back, for all searches at once: each request under a time limit and asked once more after a transient fault,
/// so many at once, none while the supplier wants to be left alone or has failed too often.
/// </summary>
internal sealed partial class SupplierConnection : IDisposable
{
    private readonly string name;
    private readonly TimeSpan timeout;
    private readonly HttpClient client;
    private readonly ILogger<SupplierConnection> logger;
    private readonly SupplierPause pause;
    private readonly SupplierGate gate;
    private readonly CircuitBreakerStateProvider breaker = new();
    private readonly ResiliencePipeline pipeline;
    private bool isLeftAlone; // Polly calls OnOpened and OnClosed one after another.

    /// <summary>Makes the way to a supplier.</summary>
    /// <param name="name">The supplier's name: every sentence about a failure begins with it.</param>
    /// <param name="timeout">How long one attempt may take, from sending to the end of reading; 10 ms to a day.</param>
    /// <param name="maxConcurrency">How many requests may be on their way at once; four times as many more wait.</param>
    /// <param name="client">Sends them; its own time limit and redirects are off. Not disposed here.</param>
    /// <param name="time">What all waiting is measured by.</param>
    /// <param name="logger">Is told when the supplier is left alone because it fails, and when it is asked again.</param>
    public SupplierConnection(string name, TimeSpan timeout, int maxConcurrency, HttpClient client, TimeProvider time, ILogger<SupplierConnection> logger)
    {
        this.name = name;
        this.timeout = timeout;
        this.client = client;
        this.logger = logger;
        pause = new SupplierPause(name, time);
        gate = new SupplierGate(name, maxConcurrency, pause);
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = args => new(args.Outcome.Exception is SupplierException { IsTransient: true } && MayBeAskedAgain),
                MaxRetryAttempts = 1,

                // Polly's own jitter keeps a constant pause within a quarter of its length.
                DelayGenerator = static _ => new(Jitter.Next()),
            })
            .AddStrategy(_ => gate, new SupplierGate.Options())
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = args => new(TellsOfTheLine(args.Outcome.Exception)),
                FailureRatio = 0.5,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                StateProvider = breaker,
                OnOpened = _ => LeftAlone(),
                OnClosed = _ => AskedAgain(),
            })
            .AddTimeout(timeout)
            .Build();
    }

    // Where the answer to the retry is known beforehand, the first failure says more.
    private bool MayBeAskedAgain => breaker.CircuitState is CircuitState.Closed && pause.Left <= SupplierPause.LongestWait;

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="makeRequest">Makes the request: once for each attempt.</param>
    /// <param name="read">
    /// Reads the answer as it arrives, without blocking and no longer than its token lets it; the connection disposes of it. It also reads the faults that come with HTTP 400 and
    /// 500, and throws <see cref="SupplierException"/> for what it finds there. Exceptions of the stream are let through.
    /// </param>
    /// <param name="cancellationToken">Canceled when nobody wants the answer any more.</param>
    /// <exception cref="SupplierException">The supplier could not answer; never transient, since the retry has been spent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has been canceled.</exception>
    public async Task<T> AskAsync<T>(
        Func<HttpRequestMessage> makeRequest, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                static (call, attempt) => call.Connection.AttemptAsync(call.MakeRequest, call.Read, attempt),
                (Connection: this, MakeRequest: makeRequest, Read: read),
                cancellationToken).ConfigureAwait(false);
        }
        catch (SupplierException exception) when (exception.IsTransient)
        {
            throw new SupplierException(exception.Message, isTransient: false, exception.InnerException);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new SupplierException(
                string.Create(CultureInfo.InvariantCulture, $"{name} did not answer within {timeout.TotalSeconds:0.###} s."), innerException: exception) { IsTimeout = true };
        }
        catch (BrokenCircuitException exception)
        {
            // While one request tries the supplier, it is not known when the next may go.
            var seconds = Math.Max(1, Math.Ceiling(exception.RetryAfter.GetValueOrDefault().TotalSeconds));
            throw new SupplierException(
                string.Create(CultureInfo.InvariantCulture, $"{name} has failed too often in the last half minute; it is asked again in {seconds} s."),
                innerException: exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async ValueTask<T> AttemptAsync<T>(
        Func<HttpRequestMessage> makeRequest, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken attempt)
    {
        try
        {
            using var request = makeRequest();
            request.Version = client.DefaultRequestVersion;
            request.VersionPolicy = client.DefaultVersionPolicy;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? await read(answer, attempt).ConfigureAwait(false)
                : throw await RefusalAsync(answer, read, attempt).ConfigureAwait(false);
        }
        catch (Exception) when (attempt.IsCancellationRequested)
        {
            // Whatever a stream says that is cut off.
            throw new OperationCanceledException(attempt);
        }
#pragma warning disable CA1031 // Every failure is told in a sentence.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw TransportErrors.From(name, exception);
        }
    }

    /// <summary>What an answer says that is not success: its own words where it has some, else what the status says.</summary>
    private async ValueTask<SupplierException> RefusalAsync<T>(
        HttpResponseMessage answer, Func<HttpResponseMessage, CancellationToken, ValueTask<T>> read, CancellationToken attempt)
    {
        if (HttpRefusals.IsTransient(answer.StatusCode))
        {
            pause.Heed(answer.Headers.RetryAfter);
        }

        if (HttpRefusals.MayHoldFault(answer))
        {
            try
            {
                await read(answer, attempt).ConfigureAwait(false);
            }
            catch (SupplierException told)
            {
                return told;
            }
#pragma warning disable CA1031 // A body that can't be read tells nothing; the status still does.
            catch (Exception) when (!attempt.IsCancellationRequested)
#pragma warning restore CA1031
            {
            }
        }

        return HttpRefusals.Of(name, answer.StatusCode);
    }

    /// <summary>
    /// Whether a failure tells that the supplier itself is in trouble, and not the request. A request that tries a supplier after its failures
    /// and is called back has shown nothing, so that the supplier stays left alone.
    /// </summary>
    private bool TellsOfTheLine(Exception? exception) =>
        exception is SupplierException { IsTransient: true } or TimeoutRejectedException
        || (exception is OperationCanceledException && breaker.CircuitState is CircuitState.HalfOpen);

    private ValueTask LeftAlone()
    {
        if (!isLeftAlone)
        {
            isLeftAlone = true;
            SupplierLeftAlone(name);
        }

        return default;
    }

    private ValueTask AskedAgain()
    {
        isLeftAlone = false;
        SupplierAnswersAgain(name);
        return default;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} fails too often and is left alone; a single request tries it every 15 s.")]
    private partial void SupplierLeftAlone(string supplier);

    [LoggerMessage(Level = LogLevel.Information, Message = "Supplier {Supplier} answers again.")]
    private partial void SupplierAnswersAgain(string supplier);
}
