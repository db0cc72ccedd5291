using System.Net;
using System.Text;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local;

/// <summary>POST /api/mcp: whom the embedded host serves.</summary>
public sealed class EmbeddedMcpGateTests
{
    private const string Key = "first-customers-key";

    private const string ListTools =
        """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    [Theory]
    [InlineData("localhost:{0}", null)]
    [InlineData("LOCALHOST:{0}", "http://localhost:6274")]
    [InlineData("127.0.0.1:{0}", "http://127.0.0.1")]
    [InlineData("127.1.2.3", "https://[::1]:8443")]
    [InlineData("[::1]:{0}", null)]
    public async Task Without_keys_a_request_of_this_machine_is_served(string host, string? origin)
    {
        using var response = await PostAsync([], host, origin);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("rebound.example", null, "Host", "Allowed: localhost, 127.0.0.1 or [::1].")]
    [InlineData("rebound.example:{0}", "http://localhost", "Host", "Allowed: localhost, 127.0.0.1 or [::1].")]
    [InlineData("localhost.example", null, "Host", "Allowed: localhost, 127.0.0.1 or [::1].")]
    [InlineData("10.0.0.1:{0}", null, "Host", "Allowed: localhost, 127.0.0.1 or [::1].")]
    [InlineData("localhost:{0}", "https://site.example", "Origin", "Allowed: none, or a page of this machine such as")]
    [InlineData("localhost:{0}", "http://localhost.site.example", "Origin", "Allowed: none, or a page of this machine such as")]
    [InlineData("localhost:{0}", "null", "Origin", "Allowed: none, or a page of this machine such as")]
    [InlineData("localhost:{0}", "", "Origin", "Allowed: none, or a page of this machine such as")]
    public async Task Without_keys_a_request_of_another_site_gets_403(string host, string? origin, string header, string allowed)
    {
        using var response = await PostAsync([], host, origin);

        var problem = await response.ProblemAsync(HttpStatusCode.Forbidden, "ForeignHost");
        Assert.Contains($"The header {header} is not valid. {allowed}", problem.Text("detail"), StringComparison.Ordinal);
        Assert.EndsWith("set CarSearch:Keys:NAME.", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("Forbidden", problem.Text("title"));
    }

    [Fact]
    public async Task With_keys_a_request_needs_one_and_may_come_from_anywhere()
    {
        var keys = new Dictionary<string, string> { ["Keys:first"] = Key };
        using var none = await PostAsync(keys, "cars.example", null);
        using var wrong = await PostAsync(keys, "cars.example", "https://site.example", "wrong");
        using var right = await PostAsync(keys, "cars.example", "https://site.example", Key);

        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_client_sends_its_key_as_a_header()
    {
        var supplier = new ScriptedSupplier("Alpha").Answers();
        using var host = new Contracted<EmbeddedHost>(new Dictionary<string, string> { ["Keys:first"] = Key }, supplier);
        await using var mcp = await McpSession.ConnectAsync(
            host.Address, headers: new Dictionary<string, string> { ["x-functions-key"] = Key });
        var token = await mcp.SearchAsync();

        host.Log.AssertNone(Key, token);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        Dictionary<string, string> settings, string hostName, string? origin, string? key = null)
    {
        using var host = new Contracted<EmbeddedHost>(settings, new ScriptedSupplier("Alpha"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/mcp")
        {
            Content = new StringContent(ListTools, Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        request.Headers.Host = string.Format(System.Globalization.CultureInfo.InvariantCulture, hostName, host.Address.Port);
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        return await host.RawClient.SendAsync(request);
    }
}
