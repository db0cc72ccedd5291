using System.Net;
using System.Text.Json;
using CarSearch.Local.Storage;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Verifies the host while the disk is full or the database can't be written.</summary>
public sealed class StorageFaultTests : IDisposable
{
    private readonly ScriptedSupplier supplier = new("Alpha");
    private readonly CarSearchApplication app;
    private readonly HttpClient client;
    private readonly DatabaseProbe probe;

    public StorageFaultTests()
    {
        app = new CarSearchApplication(supplier.Answers(TestOffers.Offer("A1"))).With("MaxInFlight", "3")
            .WithSetting("Logging:LogLevel:CarSearch", "Debug");
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
    public async Task A_search_that_cannot_be_written_is_not_accepted(string? key)
    {
        probe.FailWrites();

        // More than MaxInFlight, so that failed requests must not be counted.
        for (var i = 0; i < 10; i++)
        {
            using var response = await client.PostSearchAsync(idempotencyKey: key);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            await ApiDescription.Default.AssertResponseAsync(response);
        }

        Assert.Equal(0, probe.QueryNumber("SELECT count(*) FROM accepted"));
        Assert.Equal(0, supplier.Asked);
        probe.AllowWrites();
        using var later = await client.PostSearchAsync(idempotencyKey: key);
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
    }

    [Fact]
    public async Task A_full_database_rejects_searches_and_retains_the_accepted_ones()
    {
        var accepted = new List<string>();
        await SetMaxPagesAsync(probe.QueryNumber("PRAGMA page_count"));
        while (true)
        {
            using var response = await client.PostSearchAsync();
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

        await client.StartAndEndAsync();
        Assert.Equal("ok", probe.Execute("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_deletion_that_cannot_be_written_fails()
    {
        var token = await client.StartAndEndAsync();
        probe.FailWrites();
        using var response = await client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await ApiDescription.Default.AssertResponseAsync(response);
        using var still = await client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        probe.AllowWrites();
        using var again = await client.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task Health_reports_whether_the_database_can_be_written()
    {
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());

        // A database with free pages accepts writes even if it can't grow, so they are filled first.
        probe.Execute("CREATE TABLE filler (a); INSERT INTO filler VALUES (zeroblob(100000))");
        await SetMaxPagesAsync(probe.QueryNumber("PRAGMA page_count"));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        await SetMaxPagesAsync(1_000_000);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync());
        app.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync());
    }

    [Fact]
    public async Task A_health_check_leaves_no_data()
    {
        await HealthAsync();
        var pages = probe.QueryNumber("PRAGMA page_count");
        for (var i = 0; i < 20; i++)
        {
            app.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(HttpStatusCode.OK, await HealthAsync());
        }

        Assert.Equal(pages, probe.QueryNumber("PRAGMA page_count"));
        Assert.Equal(0, probe.QueryNumber("SELECT count(*) FROM accepted"));
    }

    private async Task<HttpStatusCode> HealthAsync()
    {
        using var response = await client.GetAsync("/api/health");
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
            app.Time.Advance(TimeSpan.FromMilliseconds(500));
            using var response = await client.GetAsync($"/api/searches/{token}");
            body = await response.JsonAsync();
        }
        while (body.Text("status") != status);
    }

    /// <summary>Sets the limit on the writer's connection, since it applies to a single one.</summary>
    private Task SetMaxPagesAsync(long pages)
    {
        var writer = app.Services.GetRequiredService<SqliteSearchStore>().Writer;
        return writer.WriteAsync(new PageLimit(writer, pages));
    }

    private sealed class PageLimit(DatabaseWriter writer, long pages) : DatabaseWriter.Write
    {
        public override void Execute() => writer.Connection.Execute($"PRAGMA max_page_count = {pages}");
    }
}
