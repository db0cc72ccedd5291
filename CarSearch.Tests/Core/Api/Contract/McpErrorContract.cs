using System.Net;
using System.Text;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/mcp: errors tell a model what to do, and are no failures of the host.</summary>
public abstract class McpErrorContract<THost>() : McpHostContract<THost>([new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))])
    where THost : IContractHost
{
    private const string Unknown = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("get_offers", """{"token":"t","sise":"mini","code":"x"}""", """Unknown arguments: "code", "sise". Allowed: token, size""")]
    [InlineData("search_cars", """{"pickup":{}}""", """Unknown argument: "pickup". Allowed: pickUp, dropOff, """)]
    [InlineData("cancel_search", """{"token":"t","force":true}""", """Unknown argument: "force". Allowed: token.""")]
    [InlineData("find_cars", "{}", "There is no such tool. Tools: find_places, search_cars, get_offers, cancel_search.")]
    [InlineData("find_places", "{}", "\nq: Missing or not valid. Allowed: a part of a name or code, 1 to 100 characters, once.")]
    [InlineData("cancel_search", """{"token":""}""", "token: Missing. Allowed: a token that search_cars returned.")]
    [InlineData("get_offers", """{"token":"t","size":"huge","rating":11}""", "\nsize: \"huge\" is not valid. Allowed: small, medium,")]
    [InlineData("get_offers", $$"""{"token":"{{Unknown}}"}""", " search_cars starts a search and returns its token.")]
    [InlineData("cancel_search", $$"""{"token":"{{Unknown}}"}""", " search_cars starts a search and returns its token.")]
    [InlineData("get_offers", """{"token":"%00"}""", " search_cars starts a search and returns its token.")]
    [InlineData("search_cars", "{}", "\npickUp: Missing. Allowed: { \"place\": …")]
    [InlineData("search_cars", """{"pickUp":{"place":"Springfield","at":"tomorrow"}}""", "(SPI). Use the code of one of them.")]
    [InlineData("search_cars", """{"pickUp":{"place":"Springfield","at":"tomorrow"}}""", "\npickUp.at: \"tomorrow\" is not valid.")]
    [InlineData("search_cars", """{"pickUp":[[[[[[[[[1]]]]]]]]]}""", "\n$: Not valid JSON")]
    public async Task Wrong_arguments_are_named_with_what_is_allowed(string tool, string arguments, string error)
    {
        Assert.Contains(error, await Mcp.ErrorAsync(tool, arguments), StringComparison.Ordinal);
        Assert.Equal(0, Alpha.Asked);
        Host.Log.AssertNoError();
    }

    [Theory]
    [InlineData("\"size\":\"huge\"")]
    [InlineData("\"size\":[\"compact\",\"mini\"],\"upgrade\":\"luxury\"")]
    public async Task A_wrong_filter_does_not_start_a_search(string filter)
    {
        await Mcp.ErrorAsync("search_cars", $"{TestSearches.Weekend[..^1]},{filter}}}");

        Assert.Equal(0, Alpha.Asked);
        await Mcp.SearchAsync();
        Assert.Equal(1, Alpha.Asked);
    }

    [Fact]
    public async Task A_rejected_search_says_when_to_try_again()
    {
        Host.Ports.RetryAfter = TimeSpan.FromSeconds(12);

        var error = await Mcp.ErrorAsync("search_cars", TestSearches.Weekend);
        Assert.StartsWith("Too many searches are waiting to start. Nothing was accepted.", error, StringComparison.Ordinal);
        Assert.EndsWith(" Call the tool again in 12 seconds.", error, StringComparison.Ordinal);
        Host.Log.AssertNoError();
    }

    [Fact]
    public async Task A_search_whose_offers_cannot_be_read_keeps_its_token()
    {
        Host.Ports.StoreIsDown = true;
        var error = await Mcp.ErrorAsync("search_cars", TestSearches.Weekend);
        Host.Ports.StoreIsDown = false;

        Assert.Matches(
            "^The search was started, with the token [0-9a-f]{32}. Do not search again: call get_offers with this token. "
            + "The service is temporarily unavailable.* Call the tool again in [0-9]+ seconds.$",
            error);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
        var token = error.Split("token ")[1][..32];
        var result = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}"}""");
        Assert.Equal(token, result.StructuredContent!.Value.Text("token"));
    }

    [Fact]
    public async Task Expired_offers_need_another_search()
    {
        var token = await Mcp.SearchAsync();
        Host.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(
            "The offers of this search have expired. Start a new search. search_cars starts one.",
            await Mcp.ErrorAsync("get_offers", $$"""{"token":"{{token}}"}"""));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Only_POST_is_served(string method)
    {
        using var request = new HttpRequestMessage(new(method), "/api/mcp");
        using var response = await Host.RawClient.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed");
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
    }

    [Theory]
    [InlineData("{", "application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("{}", "application/json", "", HttpStatusCode.BadRequest)]
    [InlineData("{}", "text/plain", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/json", "?size=compact", HttpStatusCode.BadRequest)]
    [InlineData(null, "application/json", "", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_message_that_cannot_be_read_is_refused(string? body, string type, string query, HttpStatusCode status)
    {
        using var response = await PostAsync(body ?? $"{{\"a\":\"{new string('x', 16 * 1024)}\"}}", type, query);

        Assert.Equal(status, response.StatusCode);
        Host.Log.AssertNoError();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_offers","arguments":[1]}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_places","arguments":{"q":"\ud800"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_cars","arguments":{"currency":"\ud800"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_places","arguments":{"\ud800":"b"}}}""")]
    public async Task A_wrong_message_is_not_a_failure_of_the_host(string body)
    {
        using var response = await PostAsync(body);

        Assert.Contains("rror\":", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Host.Log.AssertNoError();
    }

    private Task<HttpResponseMessage> PostAsync(string body, string type = "application/json", string query = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/mcp" + query)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return Host.RawClient.SendAsync(request);
    }
}
