using System.Globalization;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Api;

/// <summary>GET /api/health: whether this host can serve requests. Needs no access key: details go to the log only.</summary>
public sealed partial class HealthApi(TimeProvider time, ILogger<HealthApi> logger)
{
    private HealthStatus? last;

    /// <summary>Gets how long a result is cached.</summary>
    public static TimeSpan CacheDuration { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns 200 or 503.</summary>
    public async Task<IResult> CheckAsync(HttpRequest request, ISearchStore store)
    {
        if (last is not { } status || time.GetElapsedTime(status.CheckedAt) >= CacheDuration)
        {
            var isHealthy = await IsHealthyAsync(store, request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (isHealthy && last is { IsHealthy: false })
            {
                LogHealthy();
            }

            last = status = new(isHealthy, time.GetTimestamp());
        }

        if (status.IsHealthy)
        {
            return ApiResponse.Json(new HealthResponse("Healthy"), ApiJson.Default.HealthResponse);
        }

        // The result can change at the next check.
        var untilNextCheck = Math.Max(1, Math.Ceiling((CacheDuration - time.GetElapsedTime(status.CheckedAt)).TotalSeconds));
        request.HttpContext.Response.Headers.RetryAfter = untilNextCheck.ToString(CultureInfo.InvariantCulture);
        return ApiResponse.Json(
            new HealthResponse("Unhealthy"), ApiJson.Default.HealthResponse, StatusCodes.Status503ServiceUnavailable);
    }

    private async ValueTask<bool> IsHealthyAsync(ISearchStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken).AsTask()
                .WaitAsync(SearchesApi.PortTimeout, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Any exception of the store makes this host unhealthy.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (last is not { IsHealthy: false })
            {
                LogUnhealthy(exception.Message);
            }

            LogReason(exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhealthy: {Reason}")]
    private partial void LogUnhealthy(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unhealthy: the store is unavailable.")]
    private partial void LogReason(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Healthy again.")]
    private partial void LogHealthy();

    private sealed record HealthStatus(bool IsHealthy, long CheckedAt);
}
