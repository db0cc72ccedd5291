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
        return new ConditionalResult(OpenApiDescription.Json, OpenApiDescription.ETag);
    }
}
