using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/openapi.json: the OpenAPI 3.1 description of this API.</summary>
public static class DescriptionApi
{
    /// <summary>Returns 200, or 304 if the caller has the current description.</summary>
    /// <param name="request">The request.</param>
    public static IResult Get(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return EntityTags.Match(request.Headers.IfNoneMatch, OpenApiDescription.ETag)
            ? ApiResponse.Empty(request.HttpContext, StatusCodes.Status304NotModified, OpenApiDescription.ETag)
            : new DescriptionResult();
    }

    private sealed class DescriptionResult : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = OpenApiDescription.ETag;
            await ApiResponse.WriteAsync(httpContext, OpenApiDescription.Json).ConfigureAwait(false);
        }
    }
}
