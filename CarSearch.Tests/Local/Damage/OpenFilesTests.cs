using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Local;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Verifies that connections do not use up the file handles that searches need.</summary>
public sealed class OpenFilesTests : FolderTests
{
    [UnixFact]
    public async Task Searches_and_tools_are_served_while_idle_connections_use_all_that_are_allowed()
    {
        const string Call =
            """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find_places","arguments":{"q":"JFK"}}}""";
        await using var host = await LocalProcess.StartWithFilesAsync(Folder.Path, 400, LocalProcess.Fast);
        using var client = host.Client(new() { MaxConnectionsPerServer = 1 });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);

        // The first search and the first message of the process, because a failure to load what they need would be permanent.
        var idle = await ConnectAsync(host.Address, 300);
        try
        {
            var token = await client.StartAsync(TestSearches.Ahead());
            Assert.Equal((HttpStatusCode.OK, "Succeeded"), await CrashWorkload.GetAsync(client, token, "?wait=30"));
            client.DefaultRequestHeaders.Accept.ParseAdd("application/json, text/event-stream");
            using var response = await client.PostAsync("/api/mcp", new StringContent(Call, Encoding.UTF8, "application/json"));
            Assert.Contains("New York", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
        }
        finally
        {
            idle.ForEach(connection => connection.Dispose());
        }
    }

    [UnixFact]
    public async Task A_setting_above_the_limit_of_the_process_is_reported()
    {
        await using var host = await LocalProcess.TryStartAsync(Folder.Path, [.. LocalProcess.Fast, "--CarSearch:MaxConnections=1000000"]);
        if (!host.HasExited)
        {
            // This process may open more than a million files.
            return;
        }

        Assert.Equal(1, await host.ExitAsync());
        Assert.Contains("CarSearch:MaxConnections is 1000000, but this process can open only ", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, long.MaxValue)]
    [InlineData(null, 1000L, 500L)]
    [InlineData(null, 1L, 1L)]
    [InlineData(null, -5L, 1L)]
    [InlineData(700, 1000L, 700L)]
    [InlineData(700, null, 700L)]
    public void The_limit_is_half_of_the_free_handles_or_the_setting(int? setting, long? free, long expected) =>
        Assert.Equal(expected, LimitedListenerFactory.GetMaxConnections(setting, free));

    [Fact]
    public void A_setting_that_the_process_cannot_open_is_an_error() => Assert.Equal(
        "CarSearch:MaxConnections is 700, but this process can open only 699 more files. Raise its limit (ulimit -n), "
        + "or lower the setting.",
        Assert.Throws<InvalidOperationException>(() => LimitedListenerFactory.GetMaxConnections(700, 699)).Message);

    /// <summary>Opens more connections than are allowed, and waits until the host has closed one.</summary>
    private static async Task<List<Socket>> ConnectAsync(Uri address, int count)
    {
        var connections = new List<Socket>();
        var closed = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            var connection = new Socket(SocketType.Stream, ProtocolType.Tcp);
            connections.Add(connection);
            closed.Add(ConnectUntilClosedAsync(connection, address));
        }

        await Task.WhenAny(closed).WaitAsync(TimeSpan.FromSeconds(30));
        return connections;
    }

    private static async Task ConnectUntilClosedAsync(Socket connection, Uri address)
    {
        try
        {
            await connection.ConnectAsync(address.Host, address.Port);
            await connection.ReceiveAsync(new byte[1]);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The host has reset the connection, or the test has ended.
        }
    }
}
