using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Starts with rows that were edited by hand or damaged.</summary>
public sealed class UnreadableRowTests : FolderTests
{
    [Theory]
    [InlineData("request = '{'")]
    [InlineData("request = 7")]
    [InlineData("requested_at = 9223372036854775807")]
    [InlineData("requested_at = 253402300799999")]
    public async Task An_unreadable_search_fails_and_the_others_go_on(string change)
    {
        var (damaged, intact) = await StartTwoAsync();
        Change($"UPDATE accepted SET {change} WHERE id = (SELECT min(id) FROM accepted)");
        using var second = new CarSearchApplication(Folder, new ScriptedSupplier("Slow").Answers(TestOffers.Offer("1")));
        using var client = second.Client();

        var failed = await client.UntilAsync($"/api/searches/{damaged}", body => body.GetProperty("status").GetString() == "Failed");
        Assert.Equal("The stored search can't be read.", failed.GetProperty("error").GetProperty("message").GetString());
        using var response = await client.GetAsync($"/api/searches/{damaged}");
        await ApiDescription.Default.AssertResponseAsync(response);
        using var other = await client.GetAsync($"/api/searches/{intact}?wait=30");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var deleted = await client.DeleteAsync($"/api/searches/{damaged}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        Assert.True(CarSearch.Searches.SearchToken.TryParse(damaged, out var token));
        second.Log.AssertSingle(
            $"The database {Database} has an unreadable row in table accepted: 1, search {token}. It is deleted, and the search fails.");
        using var probe = new DatabaseProbe(Folder);
        Assert.Equal(0, probe.QueryNumber("SELECT count(*) FROM accepted"));
    }

    [Theory]
    [InlineData("x'00'")]
    [InlineData("zeroblob(17)")]
    [InlineData("5")]
    public async Task A_row_without_a_token_is_deleted(string token)
    {
        var (_, intact) = await StartTwoAsync();
        Change($"UPDATE accepted SET token = {token} WHERE id = (SELECT min(id) FROM accepted)");
        using var second = new CarSearchApplication(Folder, new ScriptedSupplier("Slow").Answers(TestOffers.Offer("1")));
        using var client = second.Client();

        using var other = await client.GetAsync($"/api/searches/{intact}?wait=30");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        second.Log.AssertSingle("in table accepted: 1. It is deleted.");
        using var probe = new DatabaseProbe(Folder);
        Assert.Equal(0, probe.QueryNumber("SELECT count(*) FROM accepted"));
    }

    [Theory]
    [InlineData("record = NULL", HttpStatusCode.OK)]
    [InlineData("record = 7", HttpStatusCode.OK)]
    [InlineData("status = 99", HttpStatusCode.OK)]
    [InlineData("completed_at = 9223372036854775807", HttpStatusCode.OK)]
    [InlineData("completed_at = NULL, record = NULL", HttpStatusCode.OK)]
    [InlineData("requested_at = -1, completed_at = 9223372036854775807, expires_at = -1, record = NULL", HttpStatusCode.Gone)]
    public async Task An_unreadable_record_is_a_failed_search_that_can_be_deleted(string change, HttpStatusCode status)
    {
        string token;
        using (var first = new CarSearchApplication(Folder, new ScriptedSupplier("A").Answers(TestOffers.Offer("1"))))
        {
            using var client = first.Client();
            token = await client.StartAndEndAsync();
        }

        Change($"UPDATE records SET {change}");
        using var second = new CarSearchApplication(Folder, new ScriptedSupplier("A"));
        using var later = second.Client();

        using var response = await later.GetAsync($"/api/searches/{token}");
        Assert.Equal(status, response.StatusCode);
        await ApiDescription.Default.AssertResponseAsync(response);
        using var deleted = await later.DeleteAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await later.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("token = x'00'")]
    [InlineData("digest = 7")]
    public async Task An_unreadable_idempotency_key_is_replaced(string change)
    {
        using var app = new CarSearchApplication(Folder, new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        using var client = app.Client();
        using var first = await client.PostSearchAsync(idempotencyKey: "key");
        Change($"UPDATE keys SET {change}");

        using var second = await client.PostSearchAsync(idempotencyKey: "key");
        using var third = await client.PostSearchAsync(idempotencyKey: "key");

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal((await second.JsonAsync()).Text("token"), (await third.JsonAsync()).Text("token"));
        app.Log.AssertContains("has an unreadable row in table keys: ");
    }

    private void Change(string sql)
    {
        using var probe = new DatabaseProbe(Folder);
        probe.Execute(sql);
    }

    /// <summary>Starts two searches that the host does not finish.</summary>
    private async Task<(string First, string Second)> StartTwoAsync()
    {
        using var app = new CarSearchApplication(Folder, new ScriptedSupplier("Slow").Waits());
        using var client = app.Client();
        return (await client.StartAsync(), await client.StartAsync());
    }
}
