using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Hostile;

/// <summary>Sends bytes that no HTTP client sends.</summary>
public sealed class RawSocketTests(RawSocketTests.Host host) : IClassFixture<RawSocketTests.Host>
{
    public static TheoryData<string, string> InvalidRequests { get; } = new()
    {
        { "nothing", "" },
        { "no HTTP", "hello\r\n\r\n" },
        { "only line ends", "\r\n\r\n\r\n\r\n" },
        { "control characters", "\0\u0001\u0002\u0003\r\n\r\n" },
        { "TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" },
        { "HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0" },
        { "an unknown version", "GET /api/health HTTP/9.9\r\nHost: a\r\n\r\n" },
        { "no host", "GET /api/health HTTP/1.1\r\n\r\n" },
        { "two hosts", "GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" },
        { "an invalid host", "GET /api/health HTTP/1.1\r\nHost: a b<c>\r\n\r\n" },
        { "a header without a colon", "GET /api/health HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n" },
        { "a header on two lines", "GET /api/health HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n" },
        { "a null byte in a header", "GET /api/health HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n" },
        { "a null byte in the path", "GET /api/searches/%00 HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a path outside the root", "GET /api/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a path with bad escapes", "GET /api/searches/%zz%C0%AF HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "an absolute address", "GET http://elsewhere.example/api/health HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a tunnel", "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example:443\r\n\r\n" },
        { "a very long path", $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "a very long header", $"GET /api/health HTTP/1.1\r\nHost: a\r\nX: {new string('a', 40_000)}\r\n\r\n" },
        { "a thousand headers", $"GET /api/health HTTP/1.1\r\nHost: a\r\n{Headers(1000)}\r\n" },
        { "two lengths", Post("Content-Length: 2\r\nContent-Length: 3") + "{} " },
        { "a length and chunks", Post("Content-Length: 2\r\nTransfer-Encoding: chunked") + "0\r\n\r\n" },
        { "a negative length", Post("Content-Length: -1") + "{}" },
        { "an enormous length", Post("Content-Length: 99999999999999999999") + "{}" },
        { "a length beyond the limit", Post("Content-Length: 2000000000") + "{}" },
        { "a body that ends early", Post("Content-Length: 100") + "{" },
        { "invalid chunks", Post("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n" },
        { "a chunk of enormous length", Post("Transfer-Encoding: chunked") + "FFFFFFFFFFFFFFFF\r\n{}" },
        { "chunks that end early", Post("Transfer-Encoding: chunked") + "2\r\n{" },
        { "an unknown encoding", Post("Transfer-Encoding: nonsense") + "{}" },
        { "an expectation", Post("Expect: nonsense\r\nContent-Length: 2") + "{}" },
        { "an upgrade", "GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" },
        { "an unknown method", "\u00e9\u00e9 /api/health HTTP/1.1\r\nHost: a\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(InvalidRequests))]
    public async Task An_invalid_request_gets_a_client_error_or_none(string description, string bytes)
    {
        var response = await SendAsync(Encoding.Latin1.GetBytes(bytes));

        var isExpected = response.Length == 0 || response.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || response[0] == '\0';
        Assert.True(isExpected, $"{description}: {response}");
        Assert.DoesNotContain("HTTP/1.1 500", response, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", response, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("/api/searches/..")]
    [InlineData("/api/searches/%2e%2E")]
    [InlineData("/api/searches/../../etc/passwd")]
    [InlineData("/api/searches/%2F")]
    [InlineData("/api/searches/%2F..%2F..%2Fapi")]
    [InlineData("/api/searches/%FF%FE")]
    [InlineData("/api/searches/%C0%AF")]
    [InlineData("/api/searches/%zz")]
    [InlineData("/api/searches/%")]
    [InlineData("/api/searches/%u0030")]
    [InlineData("/api/searches/\\..\\x")]
    [InlineData("/api/searches/0123456789abcdef0123456789abcdef/")]
    [InlineData("/api/searches/0123456789abcdef0123456789abcdef;x=1")]
    public async Task An_address_that_the_server_lets_through_is_not_found(string target)
    {
        foreach (var method in (string[])["GET", "DELETE"])
        {
            var request = $"{method} {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            var response = await SendAsync(Encoding.Latin1.GetBytes(request), endOfInput: false);

            Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\r\nContent-Type: application/problem+json\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\"code\":\"NotFound\"", response, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/searches/%00")]
    [InlineData("/api/searches/0123456789abcdef%000123456789abcdef")]
    [InlineData("/api/searches/\u00ff")]
    public async Task An_address_that_the_server_refuses_is_400(string target)
    {
        var request = $"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        var response = await SendAsync(Encoding.Latin1.GetBytes(request), endOfInput: false);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_do_not_stop_the_host()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            if (i % 2 == 0)
            {
                // A valid prefix gets past the first checks of the parser.
                Encoding.ASCII.GetBytes(Post("Content-Length: 500")).AsSpan()[..Math.Min(bytes.Length, random.Next(20, 90))].CopyTo(bytes);
            }

            Assert.DoesNotContain("HTTP/1.1 500", await SendAsync(bytes), StringComparison.Ordinal);
        }

        await AssertServesAsync();
    }

    [Fact]
    public async Task Pipelined_requests_are_all_answered()
    {
        // The last request closes the connection. A half-closed connection would not be answered.
        var requests = string.Concat(Enumerable.Repeat("GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n", 49));
        var last = "GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        var response = await SendAsync(Encoding.ASCII.GetBytes(requests + last), endOfInput: false);

        Assert.Equal(50, response.Split("""{"status":"Healthy"}""").Length - 1);
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

    private static string Headers(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"X{i}: 1\r\n"));

    private static string Post(string headers) =>
        $"POST /api/searches HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{headers}\r\n\r\n";

    /// <summary>Sends bytes and returns everything received until the server closes the connection, within 30 s.</summary>
    private async Task<string> SendAsync(byte[] bytes, bool endOfInput = true)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient(host.Address.Host, host.Address.Port);
        await using var stream = socket.GetStream();
        var response = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, limit.Token);
            if (endOfInput)
            {
                socket.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(response, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server has reset the connection.
        }

        return Encoding.Latin1.GetString(response.ToArray());
    }

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
