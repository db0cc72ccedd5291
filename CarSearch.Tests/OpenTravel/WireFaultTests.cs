using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Real connection faults of the registered client: their messages, and logs without secrets.</summary>
public sealed class WireFaultTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task Invalid_HTTP_is_reported_without_its_content(string start)
    {
        // Sends back the request, whose address contains a secret.
        await using var server = new TcpTestServer(
            async (socket, request) => await socket.SendAsync(Encoding.ASCII.GetBytes(start).Concat(request.ToArray()).ToArray()));
        await AssertFaultAsync(server.Address, "Alpha's response is not valid HTTP.", isRetried: false);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("", "Alpha's response ended prematurely.")]
    [InlineData("HTTP/1.1 200", "Alpha's response ended prematurely.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Result>", "Alpha's response ended prematurely.")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<Result>\r\n", "Alpha's response ended prematurely.")]
    public async Task A_prematurely_closed_connection_is_reported(string start, string message)
    {
        await using var server = new TcpTestServer(async (socket, _) => await socket.SendAsync(Encoding.ASCII.GetBytes(start)));
        await AssertFaultAsync(server.Address, message, isRetried: true);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("", "Alpha closed the connection.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Result>", "Alpha's response ended prematurely.")]
    public async Task A_reset_connection_is_reported(string start, string message)
    {
        var read = new SemaphoreSlim(0);
        await using var server = new TcpTestServer(async (socket, _) =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(start));
            if (start.Length > 0)
            {
                await read.WaitAsync();
            }

            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        });
        await using var client = new RegisteredClient(server.Address);
        var call = client.Fixture.SendAsync(async (response, cancel) =>
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
            await reader.ReadAsync(new char["<Result>".Length], CancellationToken.None);
            read.Release();
            return await reader.ReadToEndAsync(CancellationToken.None);
        });
        await client.Fixture.PauseAsync();
        Assert.Equal(message, await ConnectionFixture.FaultAsync(call));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Oversized_headers_are_reported()
    {
        await using var server = await HttpTestServer.StartAsync(context =>
        {
            context.Response.Headers["X-Long"] = new string('x', 40_000);
            return Task.CompletedTask;
        });
        await AssertFaultAsync(server.Address, "Alpha's response headers exceed the size limit.", isRetried: false);
    }

    [Fact]
    public async Task An_unreachable_address_is_reported()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await AssertFaultAsync(new Uri($"http://127.0.0.1:{port}/{ConnectionFixture.Secret}?key={ConnectionFixture.Secret}"),
            "Alpha could not be reached.", isRetried: true);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_reported_and_nothing_is_sent()
    {
        using var certificate = HttpTestServer.CreateCertificate();
        await using var server = await HttpTestServer.StartAsync(_ => Task.CompletedTask, certificate);
        await AssertFaultAsync(server.Address, "Alpha's TLS certificate or protocol is not trusted.", isRetried: false);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_aborted_handshake_is_a_closed_connection()
    {
        await using var server = new TcpTestServer((_, _) => Task.CompletedTask);
        var address = new UriBuilder(server.Address) { Scheme = Uri.UriSchemeHttps }.Uri;
        await AssertFaultAsync(address, "Alpha closed the connection.", isRetried: true);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Texts_of_an_error_page_are_not_shown()
    {
        await using var server = await HttpTestServer.StartAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{ConnectionFixture.Secret}\"";
            await context.Response.WriteAsync(ConnectionFixture.Secret);
        });
        await AssertFaultAsync(server.Address, "Alpha rejected the credentials (HTTP 401).", isRetried: false);
    }

    /// <summary>Runs a search and checks its error and its log, including all causes.</summary>
    private static async Task AssertFaultAsync(Uri address, string message, bool isRetried)
    {
        await using var client = new RegisteredClient(address);
        using var search = new RunnerFixture(new ScriptedSupplier("Alpha") { RetriesTransientFaults = true }.Answers(async _ =>
        {
            await client.Fixture.SendAsync();
            return new SupplierResponse([]);
        }));
        var record = search.EndAsync();
        if (isRetried)
        {
            await client.Fixture.PauseAsync();
        }

        Assert.Equal(new("Failed", message), (await record).Of("Alpha").Error);
        Assert.Contains(search.Log.All, line =>
            line.Contains("Supplier Alpha failed", StringComparison.Ordinal) && line.Contains(message, StringComparison.Ordinal));
        search.Log.AssertNone(ConnectionFixture.Secret);
    }
}
