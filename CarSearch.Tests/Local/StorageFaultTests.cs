using System.Net;
using System.Text.Json;
using CarSearch.Local.Storage;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Verifies the host while the disk is full or the database can't be written.</summary>
public sealed class StorageFaultTests() : DatabaseTests(("MaxInFlight", "3"))
{
    [Theory]
    [InlineData(null)]
    [InlineData("a-key")]
    public async Task A_search_that_cannot_be_written_is_not_accepted(string? key)
    {
        Probe.FailWrites();

        // More than MaxInFlight, so that failed requests must not be counted.
        for (var i = 0; i < 10; i++)
        {
            using var response = await Client.PostSearchAsync(idempotencyKey: key);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            await ApiDescription.Default.AssertResponseAsync(response);
        }

        Assert.Equal(0, Probe.QueryNumber("SELECT count(*) FROM accepted"));
        Assert.Equal(0, Supplier.Asked);
        Probe.AllowWrites();
        using var later = await Client.PostSearchAsync(idempotencyKey: key);
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
    }

    [Fact]
    public async Task A_full_database_rejects_searches_and_retains_the_accepted_ones()
    {
        var accepted = new List<string>();
        await SetMaxPagesAsync(Probe.QueryNumber("PRAGMA page_count"));
        while (true)
        {
            using var response = await Client.PostSearchAsync();
            await ApiDescription.Default.AssertResponseAsync(response);
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                Assert.True(response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests);
                break;
            }

            accepted.Add((await response.JsonAsync()).Text("token"));
        }

        await SetMaxPagesAsync(1_000_000);

        foreach (var token in accepted)
        {
            await AdvanceUntilAsync(token, "Succeeded");
        }

        await Client.StartAndEndAsync();
        Assert.Equal("ok", Probe.Execute("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_deletion_that_cannot_be_written_fails()
    {
        var token = await Client.StartAndEndAsync();
        Probe.FailWrites();
        using var response = await Client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await ApiDescription.Default.AssertResponseAsync(response);
        using var still = await Client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Probe.AllowWrites();
        using var again = await Client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Health_reports_whether_the_database_can_be_written()
    {
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());

        // A database with free pages accepts writes even if it can't grow, so they are filled first.
        Probe.Execute("CREATE TABLE filler (a); INSERT INTO filler VALUES (zeroblob(100000))");
        await SetMaxPagesAsync(Probe.QueryNumber("PRAGMA page_count"));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        App.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        await SetMaxPagesAsync(1_000_000);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        App.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
    }

    [Fact]
    public async Task A_health_check_leaves_no_data()
    {
        await HealthAsync();
        var pages = Probe.QueryNumber("PRAGMA page_count");
        for (var i = 0; i < 20; i++)
        {
            App.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        }

        Assert.Equal(pages, Probe.QueryNumber("PRAGMA page_count"));
        Assert.Equal(0, Probe.QueryNumber("SELECT count(*) FROM accepted"));
    }

    private async Task<HttpStatusCode> HealthAsync()
    {
        using var response = await Client.GetAsync("/api/health");
        await ApiDescription.Default.AssertResponseAsync(response);
        return response.StatusCode;
    }

    /// <summary>Advances the clock past the retry delays until the search has a status.</summary>
    private async Task AdvanceUntilAsync(string token, string status)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        JsonElement body;
        do
        {
            Assert.False(limit.IsCancellationRequested, "The search has not ended within 30 s.");
            App.Time.Advance(TimeSpan.FromMilliseconds(500));
            using var response = await Client.GetAsync($"/api/searches/{token}");
            body = await response.JsonAsync();
        }
        while (body.Text("status") != status);
    }

    /// <summary>Sets the limit on the writer's connection, since it applies to a single one.</summary>
    private Task SetMaxPagesAsync(long pages)
    {
        var writer = App.Services.GetRequiredService<SqliteSearchStore>().Writer;
        return writer.WriteAsync(new PageLimit(writer, pages));
    }

    private sealed class PageLimit(DatabaseWriter writer, long pages) : DatabaseWriter.Write
    {
        public override void Execute() => writer.Connection.Execute($"PRAGMA max_page_count = {pages}");
    }
}
