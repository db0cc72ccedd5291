using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Links to a search. They never contain an access key.</summary>
internal static class SearchLinks
{
    /// <summary>The reference without scheme and host.</summary>
    public static string Relative(HttpRequest request, SearchToken token) => $"{request.PathBase}{SearchesApi.Path}/{token.Value}";

    /// <summary>The absolute address, or the relative one if the request has no host (HTTP/1.0).</summary>
    public static string Absolute(HttpRequest request, SearchToken token, string? publicUrl) =>
        publicUrl is not null ? $"{publicUrl}{SearchesApi.Path}/{token.Value}"
        : request.Host.HasValue ? $"{request.Scheme}://{request.Host.ToUriComponent()}{Relative(request, token)}"
        : Relative(request, token);
}
