using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/openapi.json: the OpenAPI 3.1 description of this API.</summary>
/// <param name="time">The clock.</param>
public sealed class DescriptionApi(TimeProvider time)
{
    /// <summary>Returns 200, or 304 if the caller has the current description.</summary>
    public IResult Get()
    {
        var current = OpenApiDescription.GetCurrent(time.GetUtcNow());
        return ApiResponse.Conditional(current.Json, current.ETag);
    }
}
