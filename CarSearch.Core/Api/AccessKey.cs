using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>The access key that a request carries, as the Functions gate takes it.</summary>
public static class AccessKey
{
    private const string Header = "x-functions-key";

    /// <summary>
    /// The key of the header <c>x-functions-key</c>, else of the query name <c>code</c>; empty when there is none. It is a secret: keep it out of
    /// logs.
    /// </summary>
    public static string Of(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 } key] ? key : request.Query["code"].ToString();

    /// <summary>Answers 401, without a body, to a request whose key is missing or unknown.</summary>
    /// <param name="response">The response.</param>
    public static void Challenge(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = $"ApiKey realm=\"CarSearch\", header=\"{Header}\"";
        response.Headers.CacheControl = Answers.CacheControl;
    }
}
