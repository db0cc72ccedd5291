using System.Net;
using CarSearch.Local.Storage;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

public sealed class SweepTests : IDisposable
{
    private const string Rows = "SELECT count(*) FROM records";
    private const string Offers = "SELECT count(*) FROM records WHERE record IS NOT NULL";
    private const string Keys = "SELECT count(*) FROM keys";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly CarSearchApplication app = new(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1")));
    private readonly HttpClient client;
    private readonly DatabaseProbe probe;

    public SweepTests()
    {
        client = app.Client();
        probe = new(app.Folder);
    }

    public void Dispose()
    {
        probe.Dispose();
        client.Dispose();
        app.Dispose();
    }

    [Fact]
    public async Task Offers_go_when_they_expire_and_their_search_is_told_as_expired_for_a_day()
    {
        var token = await client.StartAndEndAsync();
        app.Time.Advance(TimeSpan.FromMinutes(29));
        await SweepAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        Assert.Equal(1, probe.Number(Offers));

        app.Time.Advance(Minute);
        await SweepAsync();
        Assert.Equal(0, probe.Number(Offers));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(token));

        app.Time.Advance(Day - Minute);
        await SweepAsync();
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(token));

        app.Time.Advance(Minute);
        await SweepAsync();
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token));
        Assert.Equal(0, probe.Number(Rows));
    }

    [Fact]
    public async Task A_sweep_comes_by_itself_once_a_minute()
    {
        await client.StartAndEndAsync();

        app.Time.Advance(TimeSpan.FromMinutes(31));

        await probe.UntilAsync(Offers, 0);
    }

    [Fact]
    public async Task A_tombstone_goes_after_a_day()
    {
        var token = await client.StartAndEndAsync();
        using var answer = await client.DeleteAsync($"/api/searches/{token}");
        app.Time.Advance(Day - Minute);
        await SweepAsync();
        Assert.Equal(1, probe.Number(Rows));

        app.Time.Advance(Minute);
        await SweepAsync();

        Assert.Equal(0, probe.Number(Rows));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(token));
    }

    [Fact]
    public async Task An_idempotency_key_goes_after_a_day_and_then_stands_for_another_search()
    {
        var first = await PostAsync("one");
        app.Time.Advance(Day - Minute);
        await SweepAsync();
        Assert.Equal(1, probe.Number(Keys));
        Assert.Equal(first, await PostAsync("one"));

        app.Time.Advance(Minute);
        await SweepAsync();

        Assert.Equal(0, probe.Number(Keys));
        Assert.NotEqual(first, await PostAsync("one"));
    }

    [Fact]
    public async Task More_rows_than_one_sweep_takes_go_within_the_same_minute()
    {
        var due = app.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Fill(2500, due, "zeroblob(10)");
        probe.Run($"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO keys SELECT randomblob(32), randomblob(16), randomblob(32), {due} - 90000000 FROM n");

        app.Time.Advance(Minute);

        await probe.UntilAsync(Offers, 0);
        await probe.UntilAsync(Keys, 0);
        app.Time.Advance(Day + Minute);
        await probe.UntilAsync(Rows, 0);
    }

    [Fact]
    public async Task The_file_gives_back_what_it_does_not_need()
    {
        Fill(300, app.Time.GetUtcNow().ToUnixTimeMilliseconds(), "randomblob(100000)");
        var full = probe.Number("PRAGMA page_count");

        app.Time.Advance(Minute);

        await probe.UntilAsync(Offers, 0);

        // It keeps 4,096 pages for new records.
        await probe.UntilAsync("SELECT (SELECT freelist_count FROM pragma_freelist_count) <= 4096", 1);
        Assert.True(probe.Number("PRAGMA page_count") < full - 2500, $"{full} pages, then {probe.Number("PRAGMA page_count")}.");
    }

    [Fact]
    public async Task The_file_does_not_grow_for_ever()
    {
        var pages = new List<long>();
        for (var day = 0; day < 6; day++)
        {
            for (var i = 0; i < 20; i++)
            {
                await client.StartAndEndAsync(TestSearches.Weekend.Replace("2026-12-0", "2027-01-0", StringComparison.Ordinal));
            }

            app.Time.Advance(Day + TimeSpan.FromHours(1));
            await SweepAsync();
            await SweepAsync();
            pages.Add(probe.Number("PRAGMA page_count"));
        }

        // Two days' searches lie in it at most; what is free is used again.
        Assert.True(pages[^1] <= pages[2], string.Join(' ', pages));
    }

    [Fact]
    public async Task A_sweep_that_fails_is_tried_again_a_minute_later()
    {
        await client.StartAndEndAsync();
        app.Time.Advance(TimeSpan.FromMinutes(31));
        await probe.UntilAsync(Offers, 0);
        probe.Break();
        app.Time.Advance(Day + Minute);
        while (!app.Log.All.Any(line => line.Contains("could not be swept", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        Assert.Equal(1, probe.Number(Rows));
        probe.Mend();
        app.Time.Advance(Minute);
        await probe.UntilAsync(Rows, 0);
    }

    private async Task SweepAsync()
    {
        while (await app.Services.GetRequiredService<SqliteSearchStore>().SweepAsync())
        {
        }
    }

    private void Fill(int rows, long due, string record) => probe.Run(
        $"""
        WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
        INSERT INTO records (token, status, requested_at, completed_at, expires_at, due_at, record)
        SELECT randomblob(16), 2, {due}, {due}, {due}, {due}, {record} FROM n
        """);

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await client.GetAsync($"/api/searches/{token}");
        return answer.StatusCode;
    }

    private async Task<string?> PostAsync(string key)
    {
        using var answer = await client.PostSearchAsync(TestSearches.Weekend, key);
        return (await answer.JsonAsync()).GetProperty("token").GetString();
    }
}
