using System.Net;
using System.Text;
using CarSearch.Api;
using CarSearch.Tests.Core.Api.Contract;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>Access keys, open addresses and HEAD on a running host.</summary>
public sealed class LiveAccessTests(LiveHost host) : LiveTests(host)
{
    private const string WrongKey = "not-a-key-of-this-host";

    /// <summary>Where <c>CARSEARCH_KEY</c> is not set the host has no keys and is open, whatever key is sent.</summary>
    [Theory]
    [InlineData("POST", "/api/searches", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/searches", HttpStatusCode.BadRequest)]
    [InlineData("GET", Unknown, HttpStatusCode.NotFound)]
    [InlineData("HEAD", Unknown, HttpStatusCode.NotFound)]
    [InlineData("DELETE", Unknown, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/places?q=a", HttpStatusCode.OK)]
    public async Task A_host_with_keys_is_closed_without_one_and_a_host_without_keys_is_open(
        string method, string path, HttpStatusCode open)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var without = await AskAsync(path, null);
        using var wrong = await AskAsync(path, WrongKey);
        using var wrongInQuery = await AskAsync($"{path}{separator}code={WrongKey}", null);

        foreach (var answer in new[] { without, wrong, wrongInQuery })
        {
            Assert.Equal(Host.Key is null ? open : HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Task<HttpResponseMessage> AskAsync(string address, string? key) => SendAsync(
            new(method),
            address,
            method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null,
            key is null ? null : "x-functions-key",
            key,
            Host.KeylessClient);
    }

    [Fact]
    public async Task Health_is_open()
    {
        using var answer = await Host.KeylessClient.GetAsync("/api/health?probe=1");

        Assert.Equal("""{"status":"Healthy"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_description_is_open_and_that_of_this_source()
    {
        using var first = await Host.KeylessClient.GetAsync("/api/openapi.json");
        using var second = await Host.KeylessClient.GetAsync("/api/openapi.json", "If-None-Match", first.Header("ETag")!);

        Assert.Equal(
            OpenApiDescription.GetCurrent(TimeProvider.System.GetUtcNow()).Json.ToArray(), await first.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/api/searches/{0}?limit=1", HttpStatusCode.OK)]
    [InlineData("/api/searches?User={0}&CarSize=compact", HttpStatusCode.OK)]
    [InlineData("/api/searches/{0}?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/openapi.json", HttpStatusCode.OK)]
    public async Task HEAD_has_the_status_and_the_headers_of_GET(string address, HttpStatusCode status)
    {
        var path = string.Format(null, address, (await Host.Ended).Token);
        using var get = await Client.GetAsync(path);
        using var head = await SendAsync(HttpMethod.Head, path);

        Assert.Equal((status, status), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Header("ETag"), head.Header("ETag"));
        Assert.Equal(get.Header("Cache-Control"), head.Header("Cache-Control"));
    }
}
