using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>200 with a body in JSON; 304 if the caller has it.</summary>
/// <param name="json">The body.</param>
/// <param name="etag">Its entity tag.</param>
internal sealed class ConditionalResult(ReadOnlyMemory<byte> json, string etag) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = etag;
        response.Headers.CacheControl = ApiResponse.CacheControl;
        if (EntityTags.Match(request.Headers.IfNoneMatch, etag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await ApiResponse.WriteAsync(httpContext, json).ConfigureAwait(false);
    }
}
