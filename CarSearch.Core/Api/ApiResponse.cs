using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Headers that all responses share.</summary>
internal static class ApiResponse
{
    /// <summary>Responses belong to one caller, and can change until a search has ended.</summary>
    public const string CacheControl = "private, no-cache";

    public const string Json = "application/json; charset=utf-8";

    /// <summary>Writes a body with its headers.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = Json)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = CacheControl;

        // An explicit length gives HEAD the headers of GET.
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Creates a result without a body.</summary>
    public static IResult Empty(HttpContext context, int statusCode, string? etag = null)
    {
        context.Response.Headers.CacheControl = CacheControl;
        if (etag is not null)
        {
            context.Response.Headers.ETag = etag;
        }

        return TypedResults.StatusCode(statusCode);
    }
}
