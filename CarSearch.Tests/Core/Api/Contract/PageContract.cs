using System.Net;
using System.Text.RegularExpressions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/try and the files of the page.</summary>
public abstract partial class PageContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src https: data: 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly HttpClient client = shared.Host.RawClient;

    [Theory]
    [InlineData("/api/try", "text/html; charset=utf-8")]
    [InlineData("/api/try?code=x&utm=y", "text/html; charset=utf-8")]
    [InlineData("/api/try/index.html", "text/html; charset=utf-8")]
    [InlineData("/api/try/page.css", "text/css; charset=utf-8")]
    [InlineData("/api/try/main.js", "text/javascript; charset=utf-8")]
    [InlineData("/api/try/icon.svg", "image/svg+xml")]
    public async Task A_file_has_its_type_and_its_security_headers(string path, string type)
    {
        using var response = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(Policy, response.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", response.Header("Referrer-Policy"));
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("/api/try")]
    [InlineData("/api/try/main.js")]
    public async Task A_current_file_is_304_and_HEAD_has_the_headers_of_GET(string path)
    {
        using var first = await client.GetAsync(path);
        using var second = await client.GetAsync(path, "If-None-Match", first.Header("ETag")!);
        using var third = await client.GetAsync(path, "If-None-Match", "\"older\"");
        using var head = await client.SendAsync(new(HttpMethod.Head, path));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal(first.Header("ETag"), head.Header("ETag"));
        Assert.Equal((await first.Content.ReadAsByteArrayAsync()).Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("MAIN.JS")]
    [InlineData("..%2fopenapi.json")]
    [InlineData("CarSearch.openapi.json")]
    public async Task An_unknown_file_returns_a_problem(string name)
    {
        using var response = await client.GetAsync($"/api/try/{name}");

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task All_files_that_the_page_loads_are_served()
    {
        var loaded = new HashSet<string>();
        var next = new Queue<string>(["/api/try"]);
        while (next.TryDequeue(out var path))
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.StatusCode is HttpStatusCode.OK, $"{path}: {response.StatusCode}");
            foreach (Match match in Loaded().Matches(await response.Content.ReadAsStringAsync()))
            {
                var file = $"/api/try/{match.Groups[1].Value}";
                if (loaded.Add(file))
                {
                    next.Enqueue(file);
                }
            }
        }

        Assert.Superset(new HashSet<string> { "/api/try/main.js", "/api/try/texts.js", "/api/try/page.css", "/api/try/icon.svg" }, loaded);
    }

    [GeneratedRegex("""(?:"/api/try/|from '\./)([\w.-]+)["']""")]
    private static partial Regex Loaded();
}
