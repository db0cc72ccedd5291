using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Tests.OpenTravel;

/// <summary>What really happens on a wire, as the registered client sees it: told in a sentence, and logged without a secret.</summary>
public sealed class WireFaultTests
{
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public async Task What_is_not_HTTP_is_told_and_not_quoted(string start)
    {
        // Sent back is the request itself, the address with its secrets first.
        await using var server = new RawServer(async (socket, request) => await socket.SendAsync(Encoding.ASCII.GetBytes(start).Concat(request.ToArray()).ToArray()));
        await AssertFaultAsync(server.Address, "Alpha's answer is not HTTP.", isAskedAgain: false);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("", "Alpha broke off its answer.")]
    [InlineData("HTTP/1.1 200", "Alpha broke off its answer.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Answer>", "Alpha broke off its answer.")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n<Answer>\r\n", "Alpha broke off its answer.")]
    public async Task A_connection_that_is_closed_too_early_is_told(string start, string sentence)
    {
        await using var server = new RawServer(async (socket, _) => await socket.SendAsync(Encoding.ASCII.GetBytes(start)));
        await AssertFaultAsync(server.Address, sentence, isAskedAgain: true);
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("", "Alpha broke off the connection.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Answer>", "Alpha broke off its answer.")]
    public async Task A_connection_that_is_reset_is_told(string start, string sentence)
    {
        var read = new SemaphoreSlim(0);
        await using var server = new RawServer(async (socket, _) =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(start));
            if (start.Length > 0)
            {
                await read.WaitAsync();
            }

            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        });
        await using var client = new RealClient(server.Address);
        var asking = client.Fixture.AskAsync(async (answer, cancel) =>
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel));
            await reader.ReadAsync(new char["<Answer>".Length], CancellationToken.None);
            read.Release();
            return await reader.ReadToEndAsync(CancellationToken.None);
        });
        await client.Fixture.PauseAsync();
        Assert.Equal(sentence, await ConnectionFixture.FaultAsync(asking));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Too_many_headers_are_told()
    {
        await using var server = await FarServer.StartAsync(context =>
        {
            context.Response.Headers["X-Long"] = new string('x', 40_000);
            return Task.CompletedTask;
        });
        await AssertFaultAsync(server.Address, "Alpha's answer has more headers than are read.", isAskedAgain: false);
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_told()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await AssertFaultAsync(new Uri($"http://127.0.0.1:{port}/{ConnectionFixture.Secret}?key={ConnectionFixture.Secret}"), "Alpha could not be reached.", isAskedAgain: true);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told_and_nothing_is_sent()
    {
        using var certificate = FarServer.Certificate();
        await using var server = await FarServer.StartAsync(_ => Task.CompletedTask, certificate);
        await AssertFaultAsync(server.Address, "Alpha's certificate or encryption can't be trusted.", isAskedAgain: false);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_handshake_that_is_cut_off_is_a_connection_that_breaks()
    {
        await using var server = new RawServer((_, _) => Task.CompletedTask);
        var address = new UriBuilder(server.Address) { Scheme = Uri.UriSchemeHttps }.Uri;
        await AssertFaultAsync(address, "Alpha broke off the connection.", isAskedAgain: true);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Words_of_a_stranger_do_not_reach_a_caller()
    {
        await using var server = await FarServer.StartAsync(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{ConnectionFixture.Secret}\"";
            await context.Response.WriteAsync(ConnectionFixture.Secret);
        });
        await AssertFaultAsync(server.Address, "Alpha refuses the credentials that it was given (HTTP 401).", isAskedAgain: false);
    }

    /// <summary>Asks as a search does, and looks at what it tells and at what is logged of it with all its causes.</summary>
    private static async Task AssertFaultAsync(Uri address, string sentence, bool isAskedAgain)
    {
        await using var client = new RealClient(address);
        using var search = new RunnerFixture(new ScriptedSupplier("Alpha").Answers(async _ =>
        {
            await client.Fixture.AskAsync();
            return new SupplierAnswer([]);
        }));
        var record = search.EndAsync();
        if (isAskedAgain)
        {
            await client.Fixture.PauseAsync();
        }

        Assert.Equal(new("Failed", sentence), (await record).Of("Alpha").Error);
        Assert.Contains(search.Log.All, line => line.Contains("Supplier Alpha failed", StringComparison.Ordinal) && line.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain(search.Log.All, line => line.Contains(ConnectionFixture.Secret, StringComparison.Ordinal));
    }
}
