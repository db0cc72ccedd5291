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
    /// <param name="request">The request.</param>
    /// <param name="store">The store to check.</param>
    public async Task<IResult> CheckAsync(HttpRequest request, ISearchStore store)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(store);
        if (last is not { } status || time.GetElapsedTime(status.CheckedAt) >= CacheDuration)
        {
            var isHealthy = await IsHealthyAsync(store, request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (isHealthy && last is { IsHealthy: false })
            {
                LogHealthy();
            }

            last = status = new(isHealthy, time.GetTimestamp());
        }

        return new HealthResult(status.IsHealthy);
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

    private sealed class HealthResult(bool isHealthy) : IResult
    {
        private static readonly byte[] Healthy = """{"status":"Healthy"}"""u8.ToArray();
        private static readonly byte[] Unhealthy = """{"status":"Unhealthy"}"""u8.ToArray();

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            if (!isHealthy)
            {
                response.Headers.RetryAfter = ((int)CacheDuration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await ApiResponse.WriteAsync(httpContext, isHealthy ? Healthy : Unhealthy).ConfigureAwait(false);
        }
    }
}
