using System.Text.Json.Serialization.Metadata;
using CarSearch.Common;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>What all responses share.</summary>
internal static class ApiResponse
{
    /// <summary>Responses belong to one caller, and can change until a search has ended.</summary>
    public const string CacheControl = "private, no-cache";

    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>Creates a result with a body in JSON.</summary>
    public static IResult Json<T>(T body, JsonTypeInfo<T> type, int statusCode = StatusCodes.Status200OK) =>
        new JsonResult<T>(body, type, statusCode);

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

    /// <summary>Writes a body in JSON, with its headers.</summary>
    public static async Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, string contentType = JsonType)
    {
        using var json = new PooledBuffer(32 * 1024);
        JsonText.Serialize(json, body, type);
        await WriteAsync(context, json.WrittenMemory, contentType).ConfigureAwait(false);
    }

    /// <summary>Writes a body with its headers.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string contentType = JsonType)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.Headers.CacheControl = CacheControl;

        // An explicit length gives HEAD the headers of GET.
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private sealed class JsonResult<T>(T body, JsonTypeInfo<T> type, int statusCode) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = statusCode;
            await WriteAsync(httpContext, body, type).ConfigureAwait(false);
        }
    }
}
