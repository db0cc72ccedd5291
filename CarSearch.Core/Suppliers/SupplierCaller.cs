using System.Diagnostics;
using CarSearch.Offers;
using CarSearch.Searches;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace CarSearch.Suppliers;

/// <summary>
/// Asks one supplier within its time limit, once more after a transient fault, and turns whatever happens into an outcome:
/// a failed or late supplier is a fact of the search, never an exception of it.
/// </summary>
internal sealed partial class SupplierCaller
{
    private static readonly SearchError Late = new("TimedOut", "No answer before the search's deadline.");

    private readonly CurrencyDecimals decimals;
    private readonly SearchTelemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger<SupplierCaller> logger;
    private readonly ResiliencePipeline<SupplierAnswer> pipeline;
    private readonly SearchError timedOut;

    public SupplierCaller(
        IOptions<CarSearchOptions> options, CurrencyDecimals decimals, SearchTelemetry telemetry, TimeProvider time, ILogger<SupplierCaller> logger)
    {
        this.decimals = decimals;
        this.telemetry = telemetry;
        this.time = time;
        this.logger = logger;
        var limit = options.Value.SupplierTimeout;
        timedOut = new("TimedOut", $"No answer within {limit.TotalSeconds:0.###} s.");
        pipeline = new ResiliencePipelineBuilder<SupplierAnswer> { TimeProvider = time }
            .AddTimeout(limit)
            .AddRetry(new RetryStrategyOptions<SupplierAnswer>
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.FromMilliseconds(200),
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(IsTransient(arguments.Outcome.Exception)),
            })
            .Build();
    }

    /// <summary>The outcome of asking a supplier for a search.</summary>
    /// <param name="supplier">Whom to ask.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="deadline">Canceled when the search's time is up or nobody wants it any more.</param>
    public async Task<SupplierOutcome> AskAsync(ISupplier supplier, SupplierRequest request, CancellationToken deadline)
    {
        using var activity = SearchTelemetry.Source.StartActivity("AskSupplier", ActivityKind.Client);
        activity?.SetTag("carsearch.supplier", supplier.Name);
        var began = time.GetTimestamp();
        var outcome = await AskOnceOrTwiceAsync(supplier, request, deadline).ConfigureAwait(false);
        outcome = outcome with { ElapsedMs = (long)time.GetElapsedTime(began).TotalMilliseconds };
        telemetry.Answered(outcome);
        if (outcome.Error is { } error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Code);
        }

        return outcome;
    }

    private async Task<SupplierOutcome> AskOnceOrTwiceAsync(ISupplier supplier, SupplierRequest request, CancellationToken deadline)
    {
        try
        {
            // The wait ends with the limit even where an adapter does not heed its token.
            var answer = await pipeline.ExecuteAsync(
                static async (state, cancel) =>
                    await state.supplier.SearchAsync(state.request, cancel).WaitAsync(cancel).ConfigureAwait(false),
                (supplier, request),
                deadline).ConfigureAwait(false);
            var offers = new OfferBlockBuilder(supplier.Name, supplier.Rating, request.Search.Days, decimals).Build(answer, out var dropped);
            return Outcome(supplier, SupplierStatus.Succeeded) with { Offers = offers, Dropped = dropped };
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Outcome(supplier, SupplierStatus.TimedOut) with { Error = Late };
        }
        catch (TimeoutRejectedException)
        {
            return Outcome(supplier, SupplierStatus.TimedOut) with { Error = timedOut };
        }
#pragma warning disable CA1031 // Whatever an adapter throws, the other suppliers' offers must not suffer from it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            SupplierFailed(supplier.Name, request.EchoToken, exception);
            return Outcome(supplier, SupplierStatus.Failed) with { Error = new("Failed", Reason(exception)) };
        }
    }

    private static SupplierOutcome Outcome(ISupplier supplier, SupplierStatus status) => new()
    {
        Name = supplier.Name,
        Rating = supplier.Rating,
        Status = status,
    };

    private static bool IsTransient(Exception? exception) => exception switch
    {
        SupplierException supplier => supplier.IsTransient,
        HttpRequestException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>What a caller may read of a fault: an adapter's own sentence, or a general one, since other messages may hold addresses and secrets.</summary>
    private static string Reason(Exception exception) => exception switch
    {
        SupplierException { Message.Length: <= 500 } supplier => supplier.Message,
        SupplierException supplier => supplier.Message[..500],
        HttpRequestException or IOException or TimeoutException => "The supplier could not be reached.",
        _ => "The supplier's answer could not be used.",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed in search {Search}.")]
    private partial void SupplierFailed(string supplier, string search, Exception exception);
}
