using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>The access key that a request carries, as the Functions gate takes it.</summary>
public static class AccessKey
{
    /// <summary>The key of the header <c>x-functions-key</c>, else of the query name <c>code</c>; empty when there is none. It is a secret: keep it out of logs.</summary>
    public static string Of(HttpRequest request) =>
        request.Headers["x-functions-key"] is [{ Length: > 0 } key] ? key : request.Query["code"].ToString();
}
