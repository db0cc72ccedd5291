using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CarSearch.Api;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>GET /docs and its files.</summary>
public sealed partial class ReferenceEndpointsTests : IDisposable
{
    private readonly CarSearchApplication app = new CarSearchApplication(new ScriptedSupplier("Alpha"))
        .With("Keys:customer", "the-key-of-a-customer");

    private readonly HttpClient client;

    public ReferenceEndpointsTests()
    {
        using var following = app.Client();
        client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = following.BaseAddress };
    }

    public void Dispose()
    {
        client.Dispose();
        app.Dispose();
    }

    [Fact]
    public async Task The_page_is_below_its_path_because_its_files_are_relative()
    {
        using var response = await client.GetAsync("/docs?code=x");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("docs/", response.Header("Location"));
    }

    [Fact]
    public async Task Each_response_has_a_nonce_of_its_own_for_all_scripts()
    {
        var first = await GetNonceAsync();
        var second = await GetNonceAsync();

        Assert.Equal(16, Convert.FromBase64String(first).Length);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("scalar.js", "text/javascript", 4_000_000)]
    [InlineData("scalar.aspnetcore.js", "text/javascript", 1_000)]
    [InlineData("favicon.svg", "image/svg+xml", 500)]
    public async Task A_file_is_cached_and_the_same_with_and_without_compression(string file, string type, int minLength)
    {
        using var plain = await client.GetAsync($"/docs/{file}");
        using var packed = await client.GetAsync($"/docs/{file}", "Accept-Encoding", "gzip");
        using var cached = await client.GetAsync($"/docs/{file}", "If-None-Match", plain.Header("ETag")!);
        using var changed = await client.GetAsync($"/docs/{file}", "If-None-Match", "\"older\"");

        var content = await plain.Content.ReadAsByteArrayAsync();
        Assert.Equal(type, plain.Content.Headers.ContentType?.MediaType);
        Assert.InRange(content.Length, minLength, int.MaxValue);
        Assert.Equal("gzip", Assert.Single(packed.Content.Headers.ContentEncoding));
        using var unpacked = new MemoryStream();
        await using (var gzip = new GZipStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(unpacked);
        }

        Assert.Equal(content, unpacked.ToArray());
        Assert.Equal("no-cache", plain.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.NotModified, cached.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task The_description_differs_from_that_of_the_API_by_the_examples_of_optional_parameters()
    {
        using var response = await client.GetAsync("/docs/openapi.json");
        using var cached = await client.GetAsync("/docs/openapi.json", "If-None-Match", response.Header("ETag")!);
        var description = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var original = JsonNode.Parse(OpenApiDescription.Json.Span)!;

        var optional = RemoveExamples(description);
        Assert.InRange(optional.Count, 20, int.MaxValue);
        Assert.All(optional, examples => Assert.True(examples?["example"]?["x-disabled"]?.GetValue<bool>()));
        RemoveExamples(original);
        Assert.True(JsonNode.DeepEquals(original, description));
        Assert.Equal(HttpStatusCode.NotModified, cached.StatusCode);
    }

    [Fact]
    public async Task The_description_has_the_dates_of_that_of_the_API()
    {
        using var before = await client.GetAsync("/docs/openapi.json");
        app.Time.Advance(TimeSpan.FromDays(40));
        using var after = await client.GetAsync("/docs/openapi.json");
        var description = JsonNode.Parse(await after.Content.ReadAsStringAsync())!;
        var current = await client.GetStringAsync("/api/openapi.json");

        Assert.NotEqual(before.Header("ETag"), after.Header("ETag"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(current)!["paths"]!["/api/searches"]!["post"]!["requestBody"],
            description["paths"]!["/api/searches"]!["post"]!["requestBody"]));
    }

    [Theory]
    [InlineData("/docs", HttpStatusCode.Redirect)]
    [InlineData("/docs/", HttpStatusCode.OK)]
    [InlineData("/docs/scalar.js", HttpStatusCode.OK)]
    [InlineData("/docs/openapi.json", HttpStatusCode.OK)]
    [InlineData("/docs/nothing.js", HttpStatusCode.NotFound)]
    public async Task HEAD_has_the_status_and_the_headers_of_GET(string path, HttpStatusCode status)
    {
        using var get = await client.GetAsync(path);
        using var head = await client.SendAsync(new(HttpMethod.Head, path));

        Assert.Equal((status, status), (get.StatusCode, head.StatusCode));
        Assert.Equal(Headers(get), Headers(head));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/docs/SCALAR.JS")]
    [InlineData("/docs/..%2fapi%2fopenapi.json")]
    [InlineData("/documents")]
    public async Task Other_paths_are_not_found(string path)
    {
        using var response = await client.GetAsync(path);

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Theory]
    [InlineData("POST", "/docs")]
    [InlineData("DELETE", "/docs/scalar.js")]
    public async Task Other_methods_are_not_allowed(string method, string path)
    {
        using var response = await client.SendAsync(new(new HttpMethod(method), path));

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed");
        Assert.Equal("GET, HEAD", string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task No_request_of_it_is_logged()
    {
        using var page = await client.GetAsync("/docs?code=the-key-of-a-customer");
        using var file = await client.GetAsync("/docs/favicon.svg");

        app.Log.AssertNone("Microsoft.AspNetCore.Http.Result");
    }

    /// <summary>Removes the examples of optional parameters, and returns them.</summary>
    private static List<JsonNode?> RemoveExamples(JsonNode description)
    {
        var removed = new List<JsonNode?>();
        foreach (var parameter in description["components"]!["parameters"]!.AsObject().Select(member => member.Value)
            .Concat(description["paths"]!["/api/places"]!["get"]!["parameters"]!.AsArray())
            .OfType<JsonObject>()
            .Where(parameter => parameter["required"]?.GetValue<bool>() is not true))
        {
            removed.Add(parameter["examples"]);
            parameter.Remove("examples");
            parameter.Remove("example");
        }

        return removed;
    }

    private async Task<string> GetNonceAsync()
    {
        using var response = await client.GetAsync("/docs/");
        var html = await response.Content.ReadAsStringAsync();
        var nonces = Nonces().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToArray();

        Assert.Equal(html.Split("<script").Length - 1, nonces.Length);
        var nonce = Assert.Single(nonces.Distinct());
        Assert.Equal(
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            response.Header("Content-Security-Policy"));
        Assert.Equal(
            ("no-store", "nosniff", "no-referrer"),
            (response.Header("Cache-Control"), response.Header("X-Content-Type-Options"), response.Header("Referrer-Policy")));
        return nonce;
    }

    /// <summary>Without what differs for each response, and the length of what is compressed or decompressed while it is sent.</summary>
    private static IEnumerable<string> Headers(HttpResponseMessage response) => response.Headers.Concat(response.Content.Headers)
        .Where(header => header.Key is not ("Date" or "Content-Security-Policy" or "Content-Length" or "Transfer-Encoding"))
        .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("<script[^>]* nonce=\"([^\"]+)\"")]
    private static partial Regex Nonces();
}
