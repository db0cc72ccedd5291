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

    public static IResult Json<T>(T body, JsonTypeInfo<T> type, int statusCode = StatusCodes.Status200OK) =>
        new JsonResult<T>(body, type, statusCode);

    /// <summary>Creates 200 with a body in JSON; 304 if the caller has it.</summary>
    public static IResult Conditional(ReadOnlyMemory<byte> json, string etag) => new ConditionalResult(json, etag);

    public static IResult Empty(HttpContext context, int statusCode)
    {
        context.Response.Headers.CacheControl = CacheControl;
        return TypedResults.StatusCode(statusCode);
    }

    /// <summary>Sets the headers of a response with an entity tag, and its status to 304 if the caller has it.</summary>
    public static bool IsNotModified(HttpContext context, string etag)
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = CacheControl;
        if (!EntityTags.Match(context.Request.Headers.IfNoneMatch, etag))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    public static byte[] ReadResource(string name)
    {
        using var resource = typeof(ApiResponse).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    public static async Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, string contentType = JsonType)
    {
        using var json = new PooledBuffer(32 * 1024);
        JsonText.Serialize(json, body, type);
        await WriteAsync(context, json.WrittenMemory, contentType).ConfigureAwait(false);
    }

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
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = statusCode;
            return WriteAsync(httpContext, body, type);
        }
    }

    private sealed class ConditionalResult(ReadOnlyMemory<byte> json, string etag) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            IsNotModified(httpContext, etag) ? Task.CompletedTask : WriteAsync(httpContext, json);
    }
}
