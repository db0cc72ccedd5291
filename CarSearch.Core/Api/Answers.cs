using CarSearch.Common;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>What all answers have in common.</summary>
internal static class Answers
{
    /// <summary>Results belong to one caller, and change until a search has ended.</summary>
    public const string CacheControl = "private, no-cache";

    public const string Json = "application/json; charset=utf-8";

    /// <summary>Seconds after which to ask again for a search that has not ended.</summary>
    public const string PollAfter = "2";

    public static async Task WriteAsync(HttpResponse response, PooledBuffer body, CancellationToken cancellationToken)
    {
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>An answer without a body: 204, 304.</summary>
internal sealed class EmptyAnswer(int status, string? etag = null) : IResult
{
    public static EmptyAnswer NoContent { get; } = new(StatusCodes.Status204NoContent);

    /// <summary>For a caller that has gone: nobody reads it.</summary>
    public static EmptyAnswer ClientClosedRequest { get; } = new(StatusCodes.Status499ClientClosedRequest);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.CacheControl = Answers.CacheControl;
        if (etag is not null)
        {
            httpContext.Response.Headers.ETag = etag;
        }

        return Task.CompletedTask;
    }
}
