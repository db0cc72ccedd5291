using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Addresses of a search. An access key never stands in one.</summary>
internal static class SearchLinks
{
    /// <summary>The reference without scheme and host.</summary>
    public static string Relative(HttpRequest request, SearchToken token) => $"{request.PathBase}{SearchesApi.Path}/{token.Value}";

    /// <summary>The absolute address; relative only where a request of HTTP/1.0 names no host.</summary>
    public static string Absolute(HttpRequest request, SearchToken token, string? publicUrl) =>
        publicUrl is not null ? $"{publicUrl}{SearchesApi.Path}/{token.Value}"
        : request.Host.HasValue ? $"{request.Scheme}://{request.Host.ToUriComponent()}{Relative(request, token)}"
        : Relative(request, token);
}
