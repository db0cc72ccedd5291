using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Api;

/// <summary>GET /api/health: whether this host can serve. A status word for anyone; the detail goes to the log.</summary>
public sealed partial class HealthApi(TimeProvider time, ILogger<HealthApi> logger)
{
    /// <summary>How long an answer is given again without asking the store.</summary>
    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(5);

    private Verdict? last;

    /// <summary>200 or 503.</summary>
    public async Task<IResult> CheckAsync(HttpRequest request, ISearchStore store)
    {
        if (last is not { } verdict || time.GetElapsedTime(verdict.At) >= Freshness)
        {
            last = verdict = new(await IsHealthyAsync(store, request.HttpContext.RequestAborted).ConfigureAwait(false), time.GetTimestamp());
        }

        return new HealthAnswer(verdict.IsHealthy);
    }

    private async ValueTask<bool> IsHealthyAsync(ISearchStore store, CancellationToken cancellationToken)
    {
        try
        {
            await store.CheckAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Whatever is wrong with the store, this host is not healthy then.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Unhealthy(exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Not healthy: the store can't be used.")]
    private partial void Unhealthy(Exception exception);

    private sealed record Verdict(bool IsHealthy, long At);

    private sealed class HealthAnswer(bool isHealthy) : IResult
    {
        private static readonly byte[] Healthy = """{"status":"Healthy"}"""u8.ToArray();
        private static readonly byte[] Unhealthy = """{"status":"Unhealthy"}"""u8.ToArray();

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            response.ContentType = Answers.Json;
            response.Headers.CacheControl = Answers.CacheControl;
            if (!isHealthy)
            {
                response.Headers.RetryAfter = ((int)Freshness.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            // With a length of its own, HEAD has the headers of GET.
            var body = isHealthy ? Healthy : Unhealthy;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
