using System.Net;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Deletes, replaces and locks the database while the host uses it.</summary>
public sealed class LostDatabaseTests : DatabaseTests
{
    private string Database => App.Folder.Database;

    [UnixFact]
    public async Task A_renamed_database_is_not_written_until_it_is_back()
    {
        var token = await Client.StartAndEndAsync();
        File.Move(Database, Database + ".old");

        await AssertUnavailableAsync(() => Client.PostSearchAsync());
        await AssertUnavailableAsync(() => Client.GetAsync($"/api/searches/{token}"));
        await AssertUnavailableAsync(() => Client.DeleteAsync($"/api/searches/{token}"));
        await AssertUnhealthyAsync();

        File.Move(Database + ".old", Database);
        App.Time.Advance(DatabaseCircuit.BreakDuration);
        await Client.StartAndEndAsync();
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync($"/api/searches/{token}")).StatusCode);
    }

    [UnixFact]
    public async Task A_replaced_database_is_not_written()
    {
        Probe.Execute($"VACUUM INTO '{Database}.new'");
        File.Move(Database + ".new", Database, overwrite: true);

        await AssertUnavailableAsync(() => Client.PostSearchAsync());
        await AssertUnhealthyAsync();
        var message = $"SqliteSearchStore: The database can't be written: The database {Database} was deleted, renamed or replaced";
        App.Log.AssertSingle(message);
    }

    /// <summary>If the server can't listen, the host is disposed while its services start.</summary>
    [Fact]
    public async Task Calls_after_the_database_was_closed_fail_and_are_not_logged()
    {
        var store = App.Services.GetRequiredService<SqliteSearchStore>();
        store.Dispose();
        File.Delete(Database);

        for (var i = 0; i <= DatabaseCircuit.MinCalls; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(store.CleanUpAsync);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(default).AsTask());
        }

        App.Log.AssertNone("The database can't be");
    }

    [UnixFact]
    public async Task A_deleted_log_is_an_outage()
    {
        await Client.StartAndEndAsync();
        File.Delete(Database + "-wal");

        await AssertUnavailableAsync(() => Client.PostSearchAsync());
        await AssertUnhealthyAsync();
    }

    [Fact]
    public async Task While_another_program_locks_the_database_requests_fail_at_once_and_then_succeed()
    {
        Probe.Execute("BEGIN IMMEDIATE");

        // Requests at the same moment share a batch, which fails as one.
        var responses = await Task.WhenAll(Enumerable.Range(0, 4 * DatabaseCircuit.MinCalls).Select(_ => Client.PostSearchAsync()));
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));

        using var suspended = await Client.PostSearchAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, suspended.StatusCode);

        // With jitter of up to a half, in whole seconds.
        var maxRetryAfter = Math.Ceiling(DatabaseCircuit.BreakDuration.TotalSeconds * 1.5);
        var retryAfter = suspended.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(retryAfter, DatabaseCircuit.BreakDuration.TotalSeconds, maxRetryAfter);
        await ApiDescription.Default.AssertResponseAsync(suspended);
        App.Log.AssertContains("Calls of the database are suspended");
        await AssertUnhealthyAsync();
        await AssertUnhealthyAsync();
        Assert.Single(App.Log.All, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("HealthApi: Unhealthy: ", StringComparison.Ordinal));
        Probe.Execute("ROLLBACK");

        App.Time.Advance(DatabaseCircuit.BreakDuration);
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync("/api/health")).StatusCode);
        App.Log.AssertSingle("Healthy again.");
        await Client.StartAndEndAsync();
    }

    [Fact]
    public async Task A_failed_batch_is_not_repeated_write_by_write()
    {
        var store = App.Services.GetRequiredService<SqliteSearchStore>();
        var executions = 0;
        Probe.Execute("BEGIN IMMEDIATE");
        var writes = Enumerable.Range(0, 20).Select(_ => store.Writer.WriteAsync(new CountedWrite(() => executions++))).ToArray();
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(writes));
        Assert.All(
            writes,
            write => Assert.Contains("database is locked", write.Exception!.InnerException!.Message, StringComparison.Ordinal));

        // The statements of a transaction that can't begin are not executed.
        Assert.Equal(0, executions);
    }

    [Fact]
    public async Task An_outage_is_logged_once_at_its_beginning_and_once_at_its_end()
    {
        Probe.FailWrites();
        for (var i = 0; i < 20; i++)
        {
            await AssertUnavailableAsync(() => Client.PostSearchAsync());
        }

        Probe.AllowWrites();
        App.Time.Advance(Searches.OutageLog.QuietTime);
        await Client.StartAndEndAsync();

        var lines = App.Log.All.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal)).ToList();
        Assert.Single(lines, line => line.Contains("SqliteSearchStore: The database can't be written: ", StringComparison.Ordinal));
        const string End = "The database can be written again, after 5 s and 20 failures.";
        Assert.Single(lines, line => line.Contains(End, StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Requests get 503: ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_of_the_database_are_resumed_in_time_after_the_system_clock_was_set_back()
    {
        Probe.Execute("BEGIN IMMEDIATE");
        await Task.WhenAll(Enumerable.Range(0, 4 * DatabaseCircuit.MinCalls).Select(_ => Client.PostSearchAsync()));
        using var suspended = await Client.PostSearchAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, suspended.StatusCode);
        Probe.Execute("ROLLBACK");

        App.Time.Step(TimeSpan.FromHours(-1));
        App.Time.Advance(DatabaseCircuit.BreakDuration);
        using var resumed = await Client.PostSearchAsync();
        Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
    }

    [Fact]
    public async Task A_search_that_cannot_be_written_at_its_end_makes_the_host_unhealthy_and_ends_later()
    {
        Supplier.Waits();
        var path = $"/api/searches/{await Client.StartAsync()}";
        var call = await Supplier.NextAsync();
        Probe.Execute("CREATE TRIGGER broken BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'broken'); END");
        call.Offer(TestOffers.Offer("A1"));
        await App.Log.WaitForAsync("could not be read or written (attempt 1)");
        await AssertUnhealthyAsync();
        using var meanwhile = await Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Accepted, meanwhile.StatusCode);
        Probe.Execute("DROP TRIGGER broken");
        await Probe.WaitForAsync("SELECT count(*) FROM accepted", 0, () => App.Time.Advance(TimeSpan.FromSeconds(1)));
        using var ended = await Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, 1), (ended.StatusCode, Supplier.Asked));
        await Client.UntilAsync("/api/health", body =>
        {
            App.Time.Advance(TimeSpan.FromSeconds(5));
            return body.GetProperty("status").GetString() == "Healthy";
        });
    }

    private static async Task AssertUnavailableAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var response = await send();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await ApiDescription.Default.AssertResponseAsync(response);
    }

    private async Task AssertUnhealthyAsync()
    {
        App.Time.Advance(TimeSpan.FromSeconds(5));
        await AssertUnavailableAsync(() => Client.GetAsync("/api/health"));
    }

    private sealed class CountedWrite(Action count) : DatabaseWriter.Write
    {
        public override void Execute() => count();
    }
}
