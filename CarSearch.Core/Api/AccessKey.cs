using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>The access key of a request, in the form of Azure Functions.</summary>
public static class AccessKey
{
    private const string Header = "x-functions-key";

    /// <summary>
    /// Gets the key from the header <c>x-functions-key</c>, or else from the query parameter <c>code</c>. Returns an empty string if there
    /// is none. The key is a secret and must not be logged.
    /// </summary>
    public static string Get(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 } key] ? key : request.Query["code"].ToString();

    /// <summary>Sets 401, without a body, for a request whose key is missing or unknown.</summary>
    public static void Challenge(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = $"ApiKey realm=\"CarSearch\", header=\"{Header}\"";
        response.Headers.CacheControl = ApiResponse.CacheControl;
    }
}
