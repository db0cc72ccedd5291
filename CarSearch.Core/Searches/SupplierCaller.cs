using System.Diagnostics;
using System.Threading.Channels;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Offers;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;

namespace CarSearch.Searches;

/// <summary>
/// Calls one supplier and turns the result into an outcome. A failure is an outcome too and never throws. The caller enforces the time
/// limit, which includes the retry.
/// </summary>
/// <remarks>
/// <para>
/// This is the only retry of a supplier: once, with jitter, after a transient fault, unless the supplier states that it retries transient
/// faults itself (<see cref="ISupplier.RetriesTransientFaults"/>).
/// </para>
/// <para>
/// The retry is a loop because every waiting call keeps its wrappers in memory: a Polly pipeline around each cost 8 KB and 50 microseconds
/// for a search of ten suppliers, as much as everything else together.
/// </para>
/// </remarks>
internal sealed partial class SupplierCaller(
    CurrencyDecimals decimals, SearchTelemetry telemetry, TimeProvider time, ILogger<SupplierCaller> logger)
{
    private const int MaxMessageLength = 500;

    /// <summary>Calls a supplier and writes its outcome, which is to be ignored once the token is canceled.</summary>
    public async Task CallAsync(
        ISupplier supplier,
        SupplierOutcome pending,
        SupplierRequest request,
        ChannelWriter<SupplierOutcome?> outcomes,
        CancellationToken cancellationToken)
    {
        // Leaves the caller's thread, so that an adapter that computes before its first await does not delay the other suppliers.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var activity = SearchTelemetry.Source.StartActivity("CallSupplier", ActivityKind.Client);
        activity?.SetTag("carsearch.supplier", pending.Name);
        var start = time.GetTimestamp();
        for (var isRetry = false; ; isRetry = true)
        {
            SupplierOutcome outcome;
            try
            {
                telemetry.Called(pending.Name);
                var response = await supplier.SearchAsync(request, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                var builder = new OfferBlockBuilder(pending.Name, pending.Rating, request.Search.Days, decimals);
                var offers = builder.Build(response, out var dropped);
                outcome = pending with
                {
                    Status = SupplierStatus.Succeeded,
                    Offers = offers,
                    Dropped = dropped,
                    Error = response.Missing is { Length: > 0 } missing ? new("Partial", missing.Truncate(MaxMessageLength)) : null,
                };
            }
            catch (Exception exception) when (!isRetry && ShouldRetry(supplier, exception) && !cancellationToken.IsCancellationRequested)
            {
                LogRetry(pending.Name, request.EchoToken, exception.Message);
                await Task.Delay(Jitter.Next(), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
#pragma warning disable CA1031 // Whatever an adapter throws must not affect the other suppliers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (!cancellationToken.IsCancellationRequested)
                {
                    LogFailure(pending.Name, request.EchoToken, exception);
                }

                var status = exception is SupplierException { IsTimeout: true } ? SupplierStatus.TimedOut : SupplierStatus.Failed;
                outcome = pending with { Status = status, Error = new(status.ToString(), GetMessage(exception)) };
                activity?.SetStatus(ActivityStatusCode.Error, outcome.Error.Code);
            }

            outcomes.TryWrite(outcome with { ElapsedMs = (long)time.GetElapsedTime(start).TotalMilliseconds });
            return;
        }
    }

    /// <summary>Returns whether to retry. A lack of memory is a fault of this host and may have passed.</summary>
    private static bool ShouldRetry(ISupplier supplier, Exception exception) =>
        exception is OutOfMemoryException || (!supplier.RetriesTransientFaults && IsTransient(exception));

    private static bool IsTransient(Exception exception) => exception switch
    {
        SupplierException supplier => supplier.IsTransient,

        // HttpClient reports its own time limit as a cancellation.
        HttpRequestException or IOException or TimeoutException or OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>
    /// Returns the message for callers of the API: that of an adapter, or a general one, since others may contain addresses and secrets.
    /// </summary>
    private static string GetMessage(Exception exception) => exception switch
    {
        SupplierException supplier => supplier.Message.Truncate(MaxMessageLength),
        _ when IsTransient(exception) => "The supplier could not be reached.",
        _ => "The supplier's response could not be processed.",
    };

    /// <summary>Logs a failure: one that an adapter has described on one line, any other with its stack trace.</summary>
    private void LogFailure(string supplier, string search, Exception exception)
    {
        if (exception is SupplierException failure)
        {
            LogSupplierFailed(supplier, search, failure.ToLogLine());
        }
        else
        {
            LogUnexpectedFailure(supplier, search, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Retrying supplier {Supplier} in search {Search}: {Reason}")]
    private partial void LogRetry(string supplier, string search, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed in search {Search}: {Reason}")]
    private partial void LogSupplierFailed(string supplier, string search, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Supplier {Supplier} failed in search {Search}.")]
    private partial void LogUnexpectedFailure(string supplier, string search, Exception exception);
}
