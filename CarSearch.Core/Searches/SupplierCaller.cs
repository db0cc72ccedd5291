using System.Diagnostics;
using System.Threading.Channels;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Offers;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;

namespace CarSearch.Searches;

/// <summary>
/// Asks one supplier, once more after a transient fault, and turns whatever happens into an outcome: a failed supplier is a
/// fact of the search, never an exception of it. The time limit is the caller's: it stops listening.
/// </summary>
/// <remarks>
/// The retry is written out, because every waiting call holds what it is wrapped in: a Polly pipeline round each cost 8 KB and
/// 50 microseconds a search of ten suppliers, as much as all the rest.
/// </remarks>
internal sealed partial class SupplierCaller(CurrencyDecimals decimals, SearchTelemetry telemetry, TimeProvider time, ILogger<SupplierCaller> logger)
{
    private const int LongestReason = 500;

    /// <summary>Asks a supplier, and tells the outcome.</summary>
    /// <param name="supplier">Whom to ask.</param>
    /// <param name="unanswered">The supplier as it stands before it has answered: its name and rating as they were checked.</param>
    /// <param name="request">What to ask.</param>
    /// <param name="news">Takes the outcome; of no meaning once <paramref name="cancel"/> is canceled.</param>
    /// <param name="cancel">Canceled when nobody waits for the outcome any more.</param>
    public async Task AskAsync(ISupplier supplier, SupplierOutcome unanswered, SupplierRequest request, ChannelWriter<SupplierOutcome?> news, CancellationToken cancel)
    {
        // Off the caller's thread, so that an adapter that computes before its first wait does not hold up the others.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var activity = SearchTelemetry.Source.StartActivity("AskSupplier", ActivityKind.Client);
        activity?.SetTag("carsearch.supplier", unanswered.Name);
        var began = time.GetTimestamp();
        for (var isRetry = false; ; isRetry = true)
        {
            SupplierOutcome outcome;
            try
            {
                telemetry.Called(unanswered.Name);
                var answer = await supplier.SearchAsync(request, cancel).ConfigureAwait(false);
                cancel.ThrowIfCancellationRequested();
                var offers = new OfferBlockBuilder(unanswered.Name, unanswered.Rating, request.Search.Days, decimals).Build(answer, out var dropped);
                outcome = unanswered with
                {
                    Status = SupplierStatus.Succeeded,
                    Offers = offers,
                    Dropped = dropped,
                    Error = answer.Missing is { Length: > 0 } missing ? new("Partial", missing.To(LongestReason)) : null,
                };
            }
            catch (Exception exception) when (!isRetry && IsWorthRetrying(exception) && !cancel.IsCancellationRequested)
            {
                SupplierAskedAgain(unanswered.Name, request.EchoToken, exception.Message);
                await PauseAsync(cancel).ConfigureAwait(false);
                continue;
            }
#pragma warning disable CA1031 // Whatever an adapter throws, the other suppliers' offers must not suffer from it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (!cancel.IsCancellationRequested)
                {
                    Log(unanswered.Name, request.EchoToken, exception);
                }

                var status = exception is SupplierException { IsTimeout: true } ? SupplierStatus.TimedOut : SupplierStatus.Failed;
                outcome = unanswered with { Status = status, Error = new(status.ToString(), Reason(exception)) };
                activity?.SetStatus(ActivityStatusCode.Error, outcome.Error.Code);
            }

            news.TryWrite(outcome with { ElapsedMs = (long)time.GetElapsedTime(began).TotalMilliseconds });
            return;
        }
    }

    /// <summary>A pause with full jitter before the retry.</summary>
    private async Task PauseAsync(CancellationToken cancel) =>
        await Task.Delay(Jitter.Next(), time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>A lack of memory is this host's fault, not the supplier's: other searches may have ended by then.</summary>
    private static bool IsWorthRetrying(Exception exception) => exception is OutOfMemoryException || IsTransient(exception);

    private static bool IsTransient(Exception? exception) => exception switch
    {
        SupplierException supplier => supplier.IsTransient,

        // HttpClient tells its own time limit as a cancellation.
        HttpRequestException or IOException or TimeoutException or OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>What a caller may read of a fault: an adapter's own sentence, or a general one, since other messages may hold addresses and secrets.</summary>
    private static string Reason(Exception exception) => exception switch
    {
        SupplierException supplier => supplier.Message.To(LongestReason),
        _ when IsTransient(exception) => "The supplier could not be reached.",
        _ => "The supplier's answer could not be used.",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Supplier {Supplier} is asked again in search {Search}: {Reason}")]
    private partial void SupplierAskedAgain(string supplier, string search, string reason);

    /// <summary>Logs a failure: one that an adapter has put into a sentence on a line, any other with all that is known of it.</summary>
    private void Log(string supplier, string search, Exception exception)
    {
        if (exception is SupplierException told)
        {
            SupplierFailed(supplier, search, new(told));
        }
        else
        {
            SupplierBroke(supplier, search, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed in search {Search}: {Reason}")]
    private partial void SupplierFailed(string supplier, string search, FailureLine reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed in search {Search}.")]
    private partial void SupplierBroke(string supplier, string search, Exception exception);
}
