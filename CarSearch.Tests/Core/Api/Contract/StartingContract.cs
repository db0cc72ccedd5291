using System.Net;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: the response.</summary>
public abstract class StartingContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task An_accepted_search_has_a_token_links_Location_and_Retry_After()
    {
        using var response = await client.PostSearchAsync();

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var body = await response.JsonAsync();
        var token = body.Text("token");
        var address = $"{client.BaseAddress}api/searches/{token}";
        Assert.Equal(address, response.Header("Location"));
        Assert.Equal(address, response.Header("Operation-Location"));
        Assert.InRange(response.RetryAfter(), 1, 5);
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
        Assert.Equal(
            $$$"""{"token":"{{{token}}}","status":"NotStarted","links":"""
            + $$$"""{"self":"/api/searches/{{{token}}}","cancel":"/api/searches/{{{token}}}"}}""",
            body.ToString());
    }

    [Fact]
    public async Task The_addresses_name_the_requests_own_host()
    {
        using var response = await client.PostSearchAsync(header: ("Host", "cars.example.com:8080"));

        Assert.StartsWith("http://cars.example.com:8080/api/searches/", response.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(response.Header("Location"), response.Header("Operation-Location"));
    }

    [Theory]
    [InlineData("https://cars.example.com", "https://cars.example.com/api/searches/")]
    [InlineData("https://example.com/cars/", "https://example.com/cars/api/searches/")]
    public async Task The_addresses_begin_with_PublicUrl_where_it_is_set(string publicUrl, string start)
    {
        using var host = new Contracted<THost>(
            new Dictionary<string, string> { ["PublicUrl"] = publicUrl }, new ScriptedSupplier("Alpha").Answers());
        using var response = await host.Client.PostSearchAsync();

        var token = (await response.JsonAsync()).Text("token");
        Assert.Equal(start + token, response.Header("Location"));
        Assert.Equal(start + token, response.Header("Operation-Location"));
    }

    [Fact]
    public async Task Tokens_are_32_lower_case_hexadecimal_digits_and_never_the_same()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            tokens.Add(await client.StartAsync());
        }

        Assert.All(tokens, token => Assert.Matches("^[0-9a-f]{32}$", token));
        Assert.Equal(50, tokens.Distinct().Count());
    }

    [Fact]
    public async Task A_token_is_not_derived_from_an_idempotency_key()
    {
        using var other = new Contracted<THost>(new ScriptedSupplier("Alpha").Answers());
        using var here = await client.PostSearchAsync(idempotencyKey: "the-same-key-everywhere");
        using var there = await other.Client.PostSearchAsync(idempotencyKey: "the-same-key-everywhere");

        Assert.NotEqual((await here.JsonAsync()).Text("token"), (await there.JsonAsync()).Text("token"));
    }

    [Theory]
    [InlineData("?code=0123456789abcdef")]
    [InlineData("?CODE=x&ClientID=y")]
    public async Task The_gates_own_query_names_pass_and_come_back_nowhere(string query)
    {
        using var response = await client.PostSearchAsync(query: query);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.DoesNotContain('?', response.Header("Location")!);
        Assert.DoesNotContain('?', await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Other_query_names_are_refused_by_name()
    {
        using var response = await client.PostSearchAsync(query: "?size=compact&code=x&foo");

        Assert.Equal(
            "foo: Unknown parameter. Allowed: none.\nsize: Unknown parameter. Allowed: none.", await response.ErrorsAsync("InvalidQuery"));
    }

    [Fact]
    public async Task A_query_string_over_2048_characters_is_refused()
    {
        using var accepted = await client.PostSearchAsync(query: $"?code={new string('x', 2048 - "?code=".Length)}");
        using var refused = await client.PostSearchAsync(query: $"?code={new string('x', 2049 - "?code=".Length)}");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("query: It has 2049 characters. Allowed: at most 2048.", await refused.ErrorsAsync("InvalidQuery"));
    }

    [Fact]
    public async Task While_the_orchestrator_cannot_be_reached_nothing_is_accepted()
    {
        var supplier = new ScriptedSupplier("Alpha").Answers();
        using var host = new Contracted<THost>(supplier);
        host.Ports.OrchestratorIsDown = true;
        using (var refused = await host.Client.PostSearchAsync())
        {
            var problem = await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.InRange(refused.RetryAfter(), 7, 11);
            Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        }

        host.Ports.OrchestratorIsDown = false;
        await host.Client.StartAndEndAsync();
        Assert.Equal(1, supplier.Asked);
    }

    [Fact]
    public async Task While_the_store_cannot_be_reached_nothing_is_accepted_under_a_key()
    {
        var supplier = new ScriptedSupplier("Alpha").Answers();
        using var host = new Contracted<THost>(supplier);
        host.Ports.StoreIsDown = true;
        using (var refused = await host.Client.PostSearchAsync(idempotencyKey: "k1"))
        {
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
        }

        host.Ports.StoreIsDown = false;

        // Nothing was claimed either: the key is free for another search.
        using var other = await host.Client.PostSearchAsync(Body("LHR"), "k1");
        Assert.Equal(HttpStatusCode.Accepted, other.StatusCode);
        await host.Client.GetJsonAsync($"/api/searches/{(await other.JsonAsync()).Text("token")}?wait=30");
        Assert.Equal(1, supplier.Asked);
    }
}
