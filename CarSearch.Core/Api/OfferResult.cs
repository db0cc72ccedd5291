using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>200 with one offer; 304 if the caller has it.</summary>
/// <param name="json">The offer.</param>
internal sealed class OfferResult(ReadOnlyMemory<byte> json) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var etag = EntityTags.Compute(json.Span);
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
