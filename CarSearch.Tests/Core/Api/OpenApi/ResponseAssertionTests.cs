using System.Text;
using Xunit.Sdk;

namespace CarSearch.Tests.Core.Api.OpenApi;

public sealed class ResponseAssertionTests
{
    private const string Health = """{ "status": "Healthy" }""";

    private static readonly Dictionary<string, IEnumerable<string>> Private = new() { ["cache-control"] = ["private, no-cache"] };

    [Fact]
    public void A_response_as_described_passes() => Assert(url: "http://localhost:7071/api/health?code=http://x/y");

    [Theory]
    [InlineData("GET", "/api/healthy")]
    [InlineData("GET", "/api/searches/a/b")]
    [InlineData("PUT", "/api/health")]
    public void An_unknown_operation_fails(string method, string url) => Fails("no such operation", () => Assert(method, url));

    [Fact]
    public void An_unknown_status_fails_and_says_which_there_are() => Fails("no such status, only 200, 503", () => Assert(status: 500));

    [Theory]
    [InlineData("text/plain", Health, "The content type is text/plain")]
    [InlineData(null, Health, "The content type is missing")]
    [InlineData("application/json; charset=utf-16", Health, "The character set is utf-16")]
    [InlineData("application/json", "", "The body is not JSON")]
    [InlineData("application/json", """{ "status": "Healthy", "status": "Healthy" }""", "The body is not JSON")]
    [InlineData("application/json", """{ "status": "Unhealthy" }""", "$/status: Expected")]
    [InlineData("application/json", """{ "status": "Healthy", "disk": 1 }""", "$/disk: All values fail against the false schema")]
    public void Another_body_fails(string? contentType, string body, string why) =>
        Fails(why, () => Assert(contentType: contentType, body: body));

    [Fact]
    public void A_missing_header_fails() => Fails("The header Cache-Control is missing", () => Assert(headers: []));

    [Fact]
    public void A_wrong_header_fails() =>
        Fails("The header Cache-Control: $: Expected", () => Assert(headers: new() { ["Cache-Control"] = ["public"] }));

    [Fact]
    public void A_header_of_the_contract_where_it_is_not_described_fails() =>
        Fails("The header ETag is not described here", () => Assert(headers: new(Private) { ["ETag"] = ["\"a\""] }));

    [Fact]
    public void A_response_to_HEAD_is_that_of_GET_without_a_body()
    {
        Assert(method: "HEAD", body: "");
        Fails("The response to HEAD has a body", () => Assert(method: "HEAD"));
        Fails("The content type is missing", () => Assert(method: "HEAD", contentType: null, body: ""));
        Fails("The header Cache-Control is missing", () => Assert(method: "HEAD", body: "", headers: []));
        Fails("no such status", () => Assert(method: "HEAD", body: "", status: 500));
    }

    [Fact]
    public void A_body_where_none_is_described_fails() =>
        Fails("A body is not described here", () => Assert("DELETE", "/api/searches/x", 204));

    [Fact]
    public void A_number_in_a_header_is_held_against_its_bounds()
    {
        const string problem = """
            {
              "type": "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4", "title": "Service Unavailable", "status": 503,
              "detail": "Later.", "code": "Unavailable"
            }
            """;

        Assert("DELETE", "/api/searches/x", 503, "application/problem+json", new(Private) { ["Retry-After"] = ["5"] }, problem);
        foreach (var retryAfter in new[] { "0", "-1", "soon", "1.5" })
        {
            Fails("The header Retry-After", () => Assert(
                "DELETE", "/api/searches/x", 503, "application/problem+json", new(Private) { ["Retry-After"] = [retryAfter] }, problem));
        }
    }

    private static void Assert(
        string method = "GET",
        string url = "/api/health",
        int status = 200,
        string? contentType = "application/json; charset=utf-8",
        Dictionary<string, IEnumerable<string>>? headers = null,
        string body = Health) =>
        ApiDescription.Default.AssertResponse(method, url, status, contentType, headers ?? Private, Encoding.UTF8.GetBytes(body));

    private static void Fails(string why, Action assertion) =>
        Xunit.Assert.Contains(why, Xunit.Assert.ThrowsAny<XunitException>(assertion).Message, StringComparison.Ordinal);
}
