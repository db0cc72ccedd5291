using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CarSearch.Local.Storage;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Damages and locks the database of the executable, and stops it meanwhile.</summary>
public sealed class DamagedProcessTests : FolderTests
{
    [UnixFact]
    public async Task A_database_that_is_damaged_while_it_is_used_is_refused_until_it_is_replaced()
    {
        string token;
        await using (var first = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast))
        {
            using var client = first.Client();
            token = await client.StartAndEndAsync(TestSearches.Ahead());
            await first.StopAsync();
        }

        await using (var second = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast))
        {
            using var client = second.Client();
            await OverwriteAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync($"/api/searches/{token}")).StatusCode);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PostSearchAsync(TestSearches.Ahead())).StatusCode);
            await AssertUnhealthyAsync(client);
            var line = $"The database {Database} is damaged: SQLite Error 11";
            Assert.Single(second.Output.Split('\n'), text => text.Contains(line, StringComparison.Ordinal)
                && text.Contains("All requests get 503 until the host is restarted with an intact database.", StringComparison.Ordinal));
            await second.StopAsync();
            Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        }

        var output = await LocalProcess.RefusedAsync(Folder.Path, LocalProcess.Fast);
        Assert.StartsWith($"CarSearch can't start: The database {Database} is damaged: ", output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_truncated_database_is_refused_and_starts_again_when_it_is_restored()
    {
        string token;
        await using (var first = await LocalProcess.StartAsync(Folder.Path, "--CarSearch:Simulated:FixedLatency=00:00:20"))
        {
            using var client = first.Client();
            token = await client.StartAsync(TestSearches.Ahead());
            await first.KillAsync();
        }

        var content = await File.ReadAllBytesAsync(Database);
        await File.WriteAllBytesAsync(Database, content[..(content.Length / 2)]);
        var output = await LocalProcess.RefusedAsync(Folder.Path, LocalProcess.Fast);
        Assert.StartsWith($"CarSearch can't start: The database {Database} is damaged: ", output, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Database, content);
        await using var second = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var later = second.Client();
        Assert.Equal((HttpStatusCode.OK, "Succeeded"), await CrashWorkload.GetAsync(later, token, "?wait=30"));
    }

    [UnixFact]
    public async Task A_locked_database_is_answered_with_503_in_time_and_does_not_delay_the_shutdown()
    {
        await using var host = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var client = host.Client();
        using var probe = new DatabaseProbe(Folder);
        probe.Execute("BEGIN IMMEDIATE");

        var clock = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PostSearchAsync(TestSearches.Ahead())).StatusCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"The response took {clock.Elapsed}.");
        await AssertUnhealthyAsync(client);
        var unanswered = client.PostSearchAsync(TestSearches.Ahead());
        await host.StopAsync();
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        await unanswered.ContinueWith(_ => { }, TaskScheduler.Default);

        var output = await LocalProcess.RefusedAsync(Folder.Path, LocalProcess.Fast);
        var message = $"The database {Database} can't be opened: SQLite Error 5: 'database is locked'.";
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Damage_that_the_check_did_not_find_in_time_stops_the_start()
    {
        using var file = DatabaseFile.Open(Database, NullLogger.Instance);
        using var readers = new DatabaseReaders(file, new(new("", "", TimeProvider.System, NullLogger.Instance), TimeProvider.System));
        Assert.Empty(readers.ReadUnfinished());
        await OverwriteAsync();

        var message = Assert.Throws<InvalidOperationException>(() => readers.ReadUnfinished()).Message;
        Assert.StartsWith($"The database {Database} is damaged: ", message, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_request_whose_body_does_not_arrive_does_not_delay_the_shutdown()
    {
        await using var host = await LocalProcess.StartAsync(Folder.Path, LocalProcess.Fast);
        using var client = host.Client();
        var address = host.Address;
        var slow = new List<Socket>();
        for (var i = 0; i < 5; i++)
        {
            var connection = new Socket(SocketType.Stream, ProtocolType.Tcp);
            slow.Add(connection);
            await connection.ConnectAsync(address.Host, address.Port);
            var head = $"POST /api/searches HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\n";
            await connection.SendAsync(Encoding.ASCII.GetBytes($"{head}Content-Length: 200\r\n\r\n{{"));
        }

        await client.StartAndEndAsync(TestSearches.Ahead());
        await host.StopAsync();
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", host.Output, StringComparison.Ordinal);
        slow.ForEach(connection => connection.Dispose());
    }

    private static async Task AssertUnhealthyAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/api/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    /// <summary>Overwrites all pages but the first, as another program.</summary>
    private async Task OverwriteAsync()
    {
        var pages = (new FileInfo(Database).Length / 4096) - 1;
        string[] arguments = ["if=/dev/zero", $"of={Database}", "bs=4096", "seek=1", $"count={pages}", "conv=notrunc", "status=none"];
        using var dd = Process.Start("dd", arguments);
        await dd.WaitForExitAsync();
        Assert.Equal(0, dd.ExitCode);
    }
}
