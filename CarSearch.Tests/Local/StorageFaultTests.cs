using System.Net;
using System.Text.Json;
using CarSearch.Local.Storage;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>The disk is full, or the file can't be written, while the host runs.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new("Alpha");
    private readonly CarSearchApplication app;
    private readonly HttpClient client;
    private readonly DatabaseProbe probe;

    public StorageFaultTests()
    {
        app = new CarSearchApplication(supplier.Answers(TestOffers.Offer("A1"))).With("MaxInFlight", "3");
        client = app.Client();
        probe = new(app.Folder);
    }

    public void Dispose()
    {
        probe.Dispose();
        client.Dispose();
        app.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-key")]
    public async Task A_search_that_cant_be_written_down_is_not_accepted(string? key)
    {
        probe.Break();

        // More often than searches may run: those that failed must not count.
        for (var i = 0; i < 10; i++)
        {
            using var answer = await client.PostSearchAsync(idempotencyKey: key);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            await ApiDescription.Default.AssertAnswerAsync(answer);
        }

        Assert.Equal(0, probe.Number("SELECT count(*) FROM accepted"));
        Assert.Equal(0, supplier.Asked);
        probe.Mend();
        using var later = await client.PostSearchAsync(idempotencyKey: key);
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
    }

    [Fact]
    public async Task A_file_that_may_not_grow_refuses_searches_until_it_may_and_keeps_those_it_took()
    {
        var taken = new List<string>();
        await SetMostPagesAsync(probe.Number("PRAGMA page_count"));
        while (true)
        {
            using var answer = await client.PostSearchAsync();
            await ApiDescription.Default.AssertAnswerAsync(answer);
            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                Assert.True(answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests);
                break;
            }

            taken.Add((await answer.JsonAsync()).GetProperty("token").GetString()!);
        }

        await SetMostPagesAsync(1_000_000);

        foreach (var token in taken)
        {
            await TickUntilAsync(token, "Succeeded");
        }

        await client.StartAndEndAsync();
        Assert.Equal("ok", probe.Run("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_search_whose_end_cant_be_written_ends_once_there_is_room()
    {
        supplier.Waits();
        var token = await client.StartAsync();
        var question = await supplier.NextAsync();
        probe.Break();
        supplier.Answers(TestOffers.Offer("A1"));
        question.Offer(TestOffers.Offer("A1"));
        while (!app.Log.All.Any(line => line.Contains("could not be written (attempt 1)", StringComparison.Ordinal)))
        {
            await Task.Yield();
        }

        using var meanwhile = await client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.Accepted, meanwhile.StatusCode);
        probe.Mend();
        await TickUntilAsync(token, "Succeeded");
        Assert.Equal(0, probe.Number("SELECT count(*) FROM accepted"));
        Assert.Equal(1, supplier.Asked);
    }

    [Fact]
    public async Task A_deletion_that_cant_be_written_is_not_told_as_done()
    {
        var token = await client.StartAndEndAsync();
        probe.Break();
        using var answer = await client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await ApiDescription.Default.AssertAnswerAsync(answer);
        using var still = await client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        probe.Mend();
        using var again = await client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Health_tells_that_nothing_can_be_written_and_when_it_can_again(bool isFull)
    {
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        await BreakAsync();
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        await MendAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());

        // A file with room inside takes searches even when it may not grow, so the room is filled first.
        async Task BreakAsync()
        {
            if (!isFull)
            {
                probe.Break();
                return;
            }

            probe.Run("CREATE TABLE filling (a); INSERT INTO filling VALUES (zeroblob(100000))");
            await SetMostPagesAsync(probe.Number("PRAGMA page_count"));
        }

        async Task MendAsync()
        {
            if (!isFull)
            {
                probe.Mend();
                return;
            }

            await SetMostPagesAsync(1_000_000);
        }
    }

    [Fact]
    public async Task A_health_check_leaves_nothing_behind()
    {
        await HealthAsync();
        var pages = probe.Number("PRAGMA page_count");
        for (var i = 0; i < 20; i++)
        {
            app.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        }

        Assert.Equal(pages, probe.Number("PRAGMA page_count"));
        Assert.Equal(0, probe.Number("SELECT count(*) FROM accepted"));
    }

    [Fact]
    public async Task A_record_that_cant_be_read_is_told_as_unavailable()
    {
        var token = await client.StartAndEndAsync();
        await client.StartAndEndAsync();
        probe.Run("UPDATE records SET record = x'00010203'");
        using var restarted = new CarSearchApplication(CopyOfFile(), supplier);
        using var other = restarted.Client();

        using var answer = await other.GetAsync($"/api/searches/{token}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await ApiDescription.Default.AssertAnswerAsync(answer);
    }

    private TempFolder CopyOfFile()
    {
        var copy = new TempFolder();
        probe.Run($"VACUUM INTO '{Path.Combine(copy.Path, "carsearch.db")}'");
        return copy;
    }

    private async Task<HttpStatusCode> HealthAsync()
    {
        using var answer = await client.GetAsync("/api/health");
        await ApiDescription.Default.AssertAnswerAsync(answer);
        return answer.StatusCode;
    }

    /// <summary>Moves the clock past the pauses between tries.</summary>
    private async Task TickUntilAsync(string token, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        JsonElement body;
        do
        {
            Assert.False(limit.IsCancellationRequested, "It has not ended within 30 s.");
            app.Time.Advance(TimeSpan.FromMilliseconds(500));
            using var answer = await client.GetAsync($"/api/searches/{token}");
            body = await answer.JsonAsync();
        }
        while (body.GetProperty("status").GetString() != status);
    }

    /// <summary>The limit holds for a connection, so it must be the writer's own.</summary>
    private Task SetMostPagesAsync(long pages)
    {
        var writer = app.Services.GetRequiredService<SqliteSearchStore>().Writer;
        return writer.WriteAsync(new MostPages(writer, pages));
    }

    private sealed class MostPages(DatabaseWriter writer, long pages) : DatabaseWriter.Write
    {
        public override void Do() => writer.Connection.Run($"PRAGMA max_page_count = {pages}");
    }
}
