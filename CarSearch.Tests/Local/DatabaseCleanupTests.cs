using System.Net;
using CarSearch.Local.Storage;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

public sealed class DatabaseCleanupTests : DatabaseTests
{
    private const string Rows = "SELECT count(*) FROM records";
    private const string Offers = "SELECT count(*) FROM records WHERE record IS NOT NULL";
    private const string Keys = "SELECT count(*) FROM keys";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task Offers_are_deleted_when_they_expire_and_the_row_a_day_later()
    {
        var token = await Client.StartAndEndAsync();
        App.Time.Advance(TimeSpan.FromMinutes(29));
        await CleanUpAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(1, Probe.QueryNumber(Offers));

        App.Time.Advance(Minute);
        await CleanUpAsync();
        Assert.Equal(0, Probe.QueryNumber(Offers));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(token));

        App.Time.Advance(Day - Minute);
        await CleanUpAsync();
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(token));

        App.Time.Advance(Minute);
        await CleanUpAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token));
        Assert.Equal(0, Probe.QueryNumber(Rows));
    }

    [Fact]
    public async Task The_cleanup_runs_once_a_minute()
    {
        await Client.StartAndEndAsync();

        App.Time.Advance(TimeSpan.FromMinutes(31));

        await Probe.WaitForAsync(Offers, 0);
    }

    [Fact]
    public async Task A_tombstone_is_deleted_after_a_day()
    {
        var token = await Client.StartAndEndAsync();
        using var response = await Client.DeleteAsync($"/api/searches/{token}");
        App.Time.Advance(Day - Minute);
        await CleanUpAsync();
        Assert.Equal(1, Probe.QueryNumber(Rows));

        App.Time.Advance(Minute);
        await CleanUpAsync();

        Assert.Equal(0, Probe.QueryNumber(Rows));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token));
    }

    [Fact]
    public async Task An_idempotency_key_is_deleted_after_a_day_and_can_be_used_again()
    {
        var first = await PostAsync("one");
        App.Time.Advance(Day - Minute);
        await CleanUpAsync();
        Assert.Equal(1, Probe.QueryNumber(Keys));
        Assert.Equal(first, await PostAsync("one"));

        App.Time.Advance(Minute);
        await CleanUpAsync();

        Assert.Equal(0, Probe.QueryNumber(Keys));
        Assert.NotEqual(first, await PostAsync("one"));
    }

    [Fact]
    public async Task More_rows_than_one_transaction_deletes_are_deleted_in_the_same_minute()
    {
        var due = App.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Fill(2500, due, "zeroblob(10)");
        Probe.Execute(
            $"""
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
            INSERT INTO keys SELECT randomblob(32), randomblob(16), randomblob(32), {due} - 90000000 FROM n
            """);

        App.Time.Advance(Minute);

        await Probe.WaitForAsync(Offers, 0);
        await Probe.WaitForAsync(Keys, 0);
        App.Time.Advance(Day + Minute);
        await Probe.WaitForAsync(Rows, 0);
    }

    [Fact]
    public async Task Free_pages_are_returned_to_the_file_system()
    {
        Fill(300, App.Time.GetUtcNow().ToUnixTimeMilliseconds(), "randomblob(100000)");
        var full = Probe.QueryNumber("PRAGMA page_count");

        App.Time.Advance(Minute);

        await Probe.WaitForAsync(Offers, 0);

        // Up to 4,096 free pages stay in the file for new records.
        await Probe.WaitForAsync("SELECT (SELECT freelist_count FROM pragma_freelist_count) <= 4096", 1);
        Assert.True(Probe.QueryNumber("PRAGMA page_count") < full - 2500, $"{full} pages, then {Probe.QueryNumber("PRAGMA page_count")}.");
    }

    [Fact]
    public async Task The_file_does_not_grow_without_limit()
    {
        var pages = new List<long>();
        for (var day = 0; day < 6; day++)
        {
            for (var i = 0; i < 20; i++)
            {
                await Client.StartAndEndAsync(TestSearches.Weekend.Replace("2026-12-0", "2027-01-0", StringComparison.Ordinal));
            }

            App.Time.Advance(Day + TimeSpan.FromHours(1));
            await CleanUpAsync();
            await CleanUpAsync();
            pages.Add(Probe.QueryNumber("PRAGMA page_count"));
        }

        // The file holds the searches of two days at most, and free pages are reused.
        Assert.True(pages[^1] <= pages[2], string.Join(' ', pages));
    }

    [Fact]
    public async Task A_failed_cleanup_is_retried_a_minute_later()
    {
        await Client.StartAndEndAsync();
        App.Time.Advance(TimeSpan.FromMinutes(31));
        await Probe.WaitForAsync(Offers, 0);
        Probe.FailWrites();
        App.Time.Advance(Day + Minute);
        await App.Log.WaitForAsync("The database cleanup failed.");
        Assert.Equal(1, Probe.QueryNumber(Rows));
        Probe.AllowWrites();
        App.Time.Advance(Minute);
        await Probe.WaitForAsync(Rows, 0);
    }

    private async Task CleanUpAsync()
    {
        while (await App.Services.GetRequiredService<SqliteSearchStore>().CleanUpAsync())
        {
        }
    }

    private void Fill(int rows, long due, string record) => Probe.Execute(
        $"""
        WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
        INSERT INTO records (token, status, requested_at, completed_at, expires_at, due_at, record)
        SELECT randomblob(16), 2, {due}, {due}, {due}, {due}, {record} FROM n
        """);

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var response = await Client.GetAsync($"/api/searches/{token}");
        return response.StatusCode;
    }

    private async Task<string?> PostAsync(string key)
    {
        using var response = await Client.PostSearchAsync(TestSearches.Weekend, key);
        return (await response.JsonAsync()).GetProperty("token").GetString();
    }
}
