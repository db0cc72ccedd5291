using System.Net;
using System.Text.Json;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>GET /api/searches/{token} on a running host: the state of a search.</summary>
public sealed class LivePollingTests(LiveHost host) : LiveTests(host)
{
    [Fact]
    public async Task Until_a_search_has_ended_each_answer_says_when_and_where_to_ask_again()
    {
        var search = await Host.Ended;

        Assert.All(search.Polls.SkipLast(1), poll =>
        {
            Assert.Equal(HttpStatusCode.Accepted, poll.Status);
            Assert.InRange(poll.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            Assert.Equal(search.Path, new Uri(poll.Location!, UriKind.Absolute).AbsolutePath);
            Assert.True(poll.Body.Text("status") is "NotStarted" or "Running", poll.Body.ToString());
            Assert.Equal(JsonValueKind.Null, poll.Body.GetProperty("completedAt").ValueKind);
        });
        var totals = search.Polls.Select(poll => poll.Body.GetProperty("total").GetInt32()).ToArray();
        Assert.Equal(totals.Order(), totals);
    }

    [Fact]
    public async Task An_ended_search_says_when_it_ended_how_long_it_is_served_and_who_answered()
    {
        var (search, end) = (await Host.Ended, (await Host.Ended).Polls[^1]);
        var suppliers = end.Body.GetProperty("suppliers").EnumerateArray().ToArray();

        Assert.Equal(("Succeeded", null, null), (end.Body.Text("status"), end.RetryAfter, end.Location));
        Assert.True(Time("requestedAt") <= Time("completedAt") && Time("completedAt") < Time("expiresAt"), end.Body.ToString());
        Assert.DoesNotContain(suppliers, supplier => supplier.Text("status") == "Running");
        Assert.Equal(search.Offers.Count, suppliers.Sum(supplier => supplier.GetProperty("offers").GetInt32()));
        Assert.Equal(2, end.Body.GetProperty("request").GetProperty("days").GetInt32());

        DateTimeOffset Time(string name) => end.Body.GetProperty(name).GetDateTimeOffset();
    }

    [Fact]
    public async Task A_wait_ends_when_the_search_ends()
    {
        using var answer = await WaitAsync(await Client.StartAsync(LiveSearch.Body));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        // Half of the time that was to be waited leaves room for slow storage and two clocks.
        var late = answer.Headers.Date!.Value - (await answer.JsonAsync()).GetProperty("completedAt").GetDateTimeOffset();
        Assert.InRange(late, TimeSpan.FromSeconds(-15), TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("wait=10", "wait=10")]
    [InlineData("respond-async, wait=100", "wait=30")]
    [InlineData("wait=soon", null)]
    public async Task A_preference_to_wait_is_answered_with_what_was_applied(string prefer, string? applied)
    {
        using var answer = await Client.GetAsync((await Host.Ended).Path, "Prefer", prefer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(applied, answer.Header("Preference-Applied"));
    }

    [Fact]
    public async Task What_the_caller_has_is_not_sent_again()
    {
        var path = $"{(await Host.Ended).Path}?limit=1";
        using var first = await Client.GetAsync(path);
        using var same = await Client.GetAsync(path, "If-None-Match", first.Header("ETag")!);
        using var other = await Client.GetAsync($"{path}&skip=1", "If-None-Match", first.Header("ETag")!);

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(first.Header("ETag"), same.Header("ETag"));
        Assert.Equal("no-cache, private", same.Header("Cache-Control"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("/api/searches/%F0%9F%9A%97")]
    [InlineData("/api/searches?User=x")]
    public async Task A_token_that_is_unknown_or_malformed_is_not_found(string path)
    {
        using var answer = await Client.GetAsync(path);

        await answer.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }
}
