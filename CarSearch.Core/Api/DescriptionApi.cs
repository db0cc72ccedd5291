using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/openapi.json: the description of this API, in OpenAPI 3.1.</summary>
public static class DescriptionApi
{
    /// <summary>200, or 304 when the caller has it already.</summary>
    public static IResult Get(HttpRequest request) => EntityTags.Match(request.Headers.IfNoneMatch, OpenApiDescription.ETag)
        ? new EmptyAnswer(StatusCodes.Status304NotModified, OpenApiDescription.ETag)
        : new DescriptionAnswer();

    private sealed class DescriptionAnswer : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = Answers.Json;
            response.Headers.ETag = OpenApiDescription.ETag;
            response.Headers.CacheControl = Answers.CacheControl;
            response.ContentLength = OpenApiDescription.Json.Length;
            await response.Body.WriteAsync(OpenApiDescription.Json, httpContext.RequestAborted).ConfigureAwait(false);
        }
    }
}
