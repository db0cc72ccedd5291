using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Hostile;

/// <summary>Requests that no HTTP client sends.</summary>
public sealed class RawSocketTests(RawSocketTests.Host host) : IClassFixture<RawSocketTests.Host>
{
    public static TheoryData<string, string> InvalidRequests { get; } = new()
    {
        { "nothing", "" },
        { "no HTTP", "hello\r\n\r\n" },
        { "TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" },
        { "no host", "GET /api/health HTTP/1.1\r\n\r\n" },
        { "an invalid host", "GET /api/health HTTP/1.1\r\nHost: a b<c>\r\n\r\n" },
        { "a path outside the root", "GET /api/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a path with bad escapes", "GET /api/searches/%zz%C0%AF HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "an absolute address", "GET http://elsewhere.example/api/health HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a length and chunks", Post("Content-Length: 2\r\nTransfer-Encoding: chunked") + "0\r\n\r\n" },
        { "an enormous length", Post("Content-Length: 99999999999999999999") + "{}" },
        { "a length beyond the limit", Post("Content-Length: 2000000000") + "{}" },
        { "a body that ends early", Post("Content-Length: 100") + "{" },
        { "invalid chunks", Post("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n" },
        { "a chunk of enormous length", Post("Transfer-Encoding: chunked") + "FFFFFFFFFFFFFFFF\r\n{}" },
        { "chunks that end early", Post("Transfer-Encoding: chunked") + "2\r\n{" },
    };

    [Theory]
    [MemberData(nameof(InvalidRequests))]
    public async Task An_invalid_request_gets_a_client_error_or_none(string description, string bytes)
    {
        var response = await RawHttp.SendAsync(host.Address, bytes, endOfInput: true);

        var isExpected = response.Length == 0 || response.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || response[0] == '\0';
        Assert.True(isExpected, $"{description}: {response}");
        Assert.DoesNotContain("HTTP/1.1 500", response, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", response, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("/api/searches/..")]
    [InlineData("/api/searches/%2F")]
    [InlineData("/api/searches/%FF%FE")]
    [InlineData("/api/searches/%zz")]
    [InlineData("/api/searches/\\..\\x")]
    [InlineData("/api/searches/0123456789abcdef0123456789abcdef/")]
    public async Task An_address_that_the_server_lets_through_is_not_found(string target)
    {
        foreach (var method in (string[])["GET", "DELETE"])
        {
            var request = $"{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            var response = await RawHttp.SendAsync(host.Address, request);

            Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\r\nContent-Type: application/problem+json\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\"code\":\"NotFound\"", response, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/searches/%00")]
    [InlineData("/api/searches/\u00ff")]
    public async Task An_address_that_the_server_refuses_is_400(string target)
    {
        var request = $"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        var response = await RawHttp.SendAsync(host.Address, request);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnects_during_a_request_do_not_stop_the_host()
    {
        for (var i = 0; i < 50; i++)
        {
            using var socket = new TcpClient(host.Address.Host, host.Address.Port) { LingerState = new(true, 0) };
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Post("Content-Length: 500")[..(20 + i)]));
        }

        await AssertServesAsync();
    }

    private static string Post(string headers) =>
        $"POST /api/searches HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{headers}\r\n\r\n";

    private async Task AssertServesAsync()
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var response = await client.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>A host shared by the tests.</summary>
    public sealed class Host : IDisposable
    {
        private readonly CarSearchApplication app = new(new ScriptedSupplier("Alpha").Answers());
        private readonly HttpClient client;

        public Host() => client = app.Client();

        public Uri Address => client.BaseAddress!;

        public void Dispose()
        {
            client.Dispose();
            app.Dispose();
        }
    }
}
