using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>Verifies what only the embedded host implements: access keys and unmatched routes.</summary>
public sealed class EmbeddedGateTests : IDisposable
{
    private const string First = "first-customers-key";
    private const string Second = "second-customers-key";
    private const string Unknown = "/api/searches/0123456789abcdef0123456789abcdef";

    private readonly Contracted<EmbeddedHost> host = new(
        new Dictionary<string, string> { ["Keys:first"] = First, ["Keys:second"] = Second },
        new ScriptedSupplier("Alpha").Answers());

    [Theory]
    [InlineData("POST", "/api/searches")]
    [InlineData("GET", "/api/searches")]
    [InlineData("GET", "/api/searches?limit=0")]
    [InlineData("GET", Unknown)]
    [InlineData("HEAD", Unknown)]
    [InlineData("DELETE", Unknown)]
    [InlineData("GET", "/api/places?q=a")]
    [InlineData("GET", "/api/places?q=a&code=")]
    [InlineData("GET", "/api/places?q=a&code=third-customers-key")]
    [InlineData("GET", "/api/places?q=a&code=FIRST-CUSTOMERS-KEY")]
    [InlineData("GET", "/api/places?q=a&code=first-customers-ke")]
    [InlineData("GET", "/api/places?q=a&code=first-customers-key&code=second-customers-key")]
    public async Task Without_a_valid_key_the_response_is_401_without_a_body(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await host.RawClient.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("ApiKey realm=\"CarSearch\", header=\"x-functions-key\"", response.Header("WWW-Authenticate"));
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
    }

    [Fact]
    public async Task The_401_response_matches_the_description()
    {
        using var response = await host.Client.GetAsync("/api/places?q=a");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(First, "", HttpStatusCode.OK)]
    [InlineData(Second, "", HttpStatusCode.OK)]
    [InlineData(null, "&code=" + First, HttpStatusCode.OK)]
    [InlineData(null, "&Code=" + Second, HttpStatusCode.OK)]
    [InlineData("wrong", "", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", "&code=" + First, HttpStatusCode.Unauthorized)]
    [InlineData("first", "", HttpStatusCode.Unauthorized)] // the name of the holder
    public async Task A_key_is_accepted_in_the_header_or_the_query(string? header, string query, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/places?q=a{query}");
        if (header is not null)
        {
            request.Headers.Add("x-functions-key", header);
        }

        using var response = await host.RawClient.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/api/openapi.json")]
    [InlineData("/")]
    [InlineData("/api/try")]
    public async Task Health_the_description_and_the_page_need_no_key(string path)
    {
        using var response = await host.RawClient.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_never_returned_or_logged()
    {
        using var accepted = await host.Client.PostSearchAsync(query: $"?code={First}");
        var token = (await accepted.JsonAsync()).Text("token");
        using var response = await host.Client.GetAsync($"/api/searches/{token}?code={First}&wait=30");
        using var wrong = await host.RawClient.GetAsync($"/api/searches/{token}?code={First}&limit=0");

        foreach (var sent in new[] { accepted, response, wrong })
        {
            Assert.DoesNotContain(First, $"{sent.Headers} {await sent.Content.ReadAsStringAsync()}", StringComparison.Ordinal);
        }

        host.Log.AssertNone(First, token);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/try/nothing.js")]
    [InlineData("/api/search")]
    [InlineData(Unknown + "/offers")]
    public async Task An_unknown_path_returns_a_problem(string path)
    {
        using var response = await host.RawClient.GetAsync(path);

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("PUT", "/api/searches", "GET, HEAD, POST")]
    [InlineData("PATCH", Unknown, "DELETE, GET, HEAD")]
    [InlineData("POST", "/api/health", "GET, HEAD")]
    [InlineData("DELETE", "/api/openapi.json", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/searches", "GET, HEAD, POST")]
    [InlineData("POST", "/", "GET, HEAD")]
    [InlineData("DELETE", "/api/try", "GET, HEAD")]
    public async Task A_wrong_method_returns_a_problem_with_the_allowed_ones(string method, string path, string allow)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await host.RawClient.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed");
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    public void Dispose() => host.Dispose();
}
