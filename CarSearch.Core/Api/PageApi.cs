using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>GET /api/try and GET /api/try/{file}: the page to try the API in, embedded from <c>Api/Page</c>.</summary>
/// <remarks>The page and its files need no access key. The requests of the page do.</remarks>
public static class PageApi
{
    private const string Page = "index.html";

    private const string ResourcePrefix = "CarSearch.Page/";

    /// <summary>The page loads nothing from elsewhere but pictures of cars, and no script or style stands in its HTML.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src https: data: 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Lazy<FrozenDictionary<string, PageFile>> Files = new(Read);

    /// <summary>Returns the page: 200, or 304 if the caller has it.</summary>
    public static IResult Get() => GetFile(Page);

    /// <summary>Returns a file of the page: 200, 304 if the caller has it, or 404.</summary>
    public static IResult GetFile(string name) => Files.Value.TryGetValue(name, out var file) ? file : Problem.PathNotFound;

    private static FrozenDictionary<string, PageFile> Read() => typeof(PageApi).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .ToFrozenDictionary(
            name => name[ResourcePrefix.Length..], name => new PageFile(ContentTypeOf(name), ApiResponse.ReadResource(name)));

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The page has a file of an unknown type: {other}."),
    };

    private sealed class PageFile(string contentType, byte[] content) : IResult
    {
        private readonly string etag = EntityTags.Compute(content);

        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (ApiResponse.IsNotModified(httpContext, etag))
            {
                return Task.CompletedTask;
            }

            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return ApiResponse.WriteAsync(httpContext, content, contentType);
        }
    }
}
