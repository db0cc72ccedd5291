using System.Globalization;
using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Local;

/// <summary>Verifies what only the embedded host implements: access keys, unmatched routes, MaxInFlight.</summary>
public sealed class EmbeddedGateTests : IDisposable
{
    private const string First = "first-customers-key";
    private const string Second = "second-customers-key";
    private const string Unknown = "/api/searches/0123456789abcdef0123456789abcdef";

    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Answers();
    private readonly Contracted<EmbeddedHost> host;

    public EmbeddedGateTests() => host = new(
        new Dictionary<string, string> { ["Keys:first"] = First, ["Keys:second"] = Second, ["MaxInFlight"] = "2", ["MaxShare"] = "1" },
        supplier);

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
    [InlineData("/api/try/main.js")]
    public async Task Health_the_description_and_the_page_need_no_key(string path)
    {
        using var response = await host.RawClient.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_never_returned_or_logged()
    {
        using var request = StartingContract<EmbeddedHost>.Post(Body(), $"/api/searches?code={First}");
        using var accepted = await host.Client.SendAsync(request);
        var token = (await accepted.JsonAsync()).Text("token");
        using var response = await host.Client.GetAsync($"/api/searches/{token}?code={First}&wait=30");
        using var wrong = await host.RawClient.GetAsync($"/api/searches/{token}?code={First}&limit=0");

        foreach (var sent in new[] { accepted, response, wrong })
        {
            Assert.DoesNotContain(First, $"{sent.Headers} {await sent.Content.ReadAsStringAsync()}", StringComparison.Ordinal);
        }

        Assert.DoesNotContain(
            host.Log.All, line => line.Contains(First, StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/try")]
    [InlineData("/index.html")]
    [InlineData("/api/try/nothing.js")]
    [InlineData("/api/search")]
    [InlineData("/searches")]
    [InlineData(Unknown + "/offers")]
    [InlineData("/swagger")]
    public async Task An_unknown_path_returns_a_problem(string path)
    {
        using var response = await host.RawClient.GetAsync(path);

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("PUT", "/api/searches", "GET, HEAD, POST")]
    [InlineData("DELETE", "/api/searches", "GET, HEAD, POST")]
    [InlineData("PATCH", Unknown, "DELETE, GET, HEAD")]
    [InlineData("POST", Unknown, "DELETE, GET, HEAD")]
    [InlineData("POST", "/api/places", "GET, HEAD")]
    [InlineData("POST", "/api/health", "GET, HEAD")]
    [InlineData("DELETE", "/api/openapi.json", "GET, HEAD")]
    [InlineData("OPTIONS", "/api/searches", "GET, HEAD, POST")]
    [InlineData("POST", "/", "GET, HEAD")]
    [InlineData("DELETE", "/api/try", "GET, HEAD")]
    [InlineData("PUT", "/api/try/main.js", "GET, HEAD")]
    public async Task A_wrong_method_returns_a_problem_with_the_allowed_ones(string method, string path, string allow)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var response = await host.RawClient.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed");
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Over_MaxInFlight_a_search_is_rejected_until_another_ends()
    {
        supplier.Waits();
        using var client = CreateClient();
        var token = await client.StartAsync();
        await client.StartAsync();
        using (var refused = await client.PostSearchAsync())
        {
            await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "TooManySearches");

            // Two searches run, and the initial estimate is the supplier timeout of 25 s: half of it, minus up to 20 % jitter.
            Assert.InRange(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), 10, 13);
        }

        Assert.Equal(2, await CountCallsAsync(2));
        using var deleted = await client.DeleteAsync($"/api/searches/{token}");
        var started = await StartWhenAdmittedAsync(client);
        Assert.NotEqual(token, started);

        async Task<int> CountCallsAsync(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                await supplier.NextAsync();
            }

            return supplier.Asked;
        }
    }

    [Fact]
    public async Task An_idempotency_key_claimed_by_a_rejected_request_can_be_retried()
    {
        supplier.Waits();
        using var client = CreateClient();
        var token = await client.StartAsync();
        await client.StartAsync();
        using (var refused = await client.PostSearchAsync(idempotencyKey: "k1"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }

        using var deleted = await client.DeleteAsync($"/api/searches/{token}");
        var first = await StartWhenAdmittedAsync(client, "k1");
        Assert.Equal(first, await StartWhenAdmittedAsync(client, "k1"));
        await client.GetJsonAsync($"/api/searches/{first}", HttpStatusCode.Accepted);
    }

    public void Dispose() => host.Dispose();

    private HttpClient CreateClient() => new(new ResponseCheckHandler())
    {
        BaseAddress = host.Address,
        DefaultRequestHeaders = { { "x-functions-key", First } },
    };

    /// <summary>Starts a search once a place is free, which is shortly after another was deleted.</summary>
    private static async Task<string> StartWhenAdmittedAsync(HttpClient client, string? key = null)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            using var response = await client.PostSearchAsync(idempotencyKey: key);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                return (await response.JsonAsync()).Text("token");
            }
        }
    }
}
