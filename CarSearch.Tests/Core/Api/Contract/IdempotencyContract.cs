using System.Net;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches with an <c>Idempotency-Key</c>.</summary>
public abstract class IdempotencyContract<THost>() : HostContract<THost>([new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))])
    where THost : IContractHost
{
    [Fact]
    public async Task The_same_key_with_the_same_search_gives_the_same_token()
    {
        using var first = await Client.PostSearchAsync(idempotencyKey: "k1");
        using var second = await Client.PostSearchAsync(idempotencyKey: "k1");

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Header("Location"), second.Header("Location"));
        Assert.Equal(second.Header("Location"), second.Header("Operation-Location"));
        Assert.NotNull(second.Header("Retry-After"));
    }

    [Fact]
    public async Task A_repeated_search_runs_once()
    {
        var token = await TokenAsync();
        await Client.GetJsonAsync($"/api/searches/{token}?wait=30");

        Assert.Equal(token, await TokenAsync());
        Assert.Equal("Succeeded", (await Client.GetJsonAsync($"/api/searches/{token}?wait=30")).Text("status"));
        Assert.Equal(1, Alpha.Asked);
    }

    [Fact]
    public async Task Another_key_or_none_gives_another_token()
    {
        var tokens = new[]
        {
            await TokenAsync(), await TokenAsync("k2"), await TokenAsync("K1"), await Client.StartAsync(), await Client.StartAsync(),
        };

        Assert.Equal(tokens.Length, tokens.Distinct().Count());
    }

    [Fact]
    public async Task Sent_many_times_at_the_same_moment_it_gives_one_token_and_one_run()
    {
        Alpha.Waits();
        var tokens = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => TokenAsync()));

        var token = Assert.Single(tokens.Distinct());
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("A1"));
        Assert.Equal("Succeeded", (await Client.GetJsonAsync($"/api/searches/{token}?wait=30")).Text("status"));
        Assert.Equal(1, Alpha.Asked);
    }

    [Theory]
    [InlineData("LHR", "2026-12-04T10:00", "2026-12-06T10:00", "")]
    [InlineData("JFK", "2026-12-04T10:00", "2026-12-06T10:01", "")]
    [InlineData("JFK", "2026-12-04T10:00", "2026-12-06T10:00", ",\"driverAge\":31")]
    [InlineData("JFK", "2026-12-04T10:00", "2026-12-06T10:00", ",\"currency\":\"EUR\"")]
    public async Task The_same_key_with_another_search_is_refused(string from, string at, string until, string more)
    {
        var token = await TokenAsync();
        using var other = await Client.PostSearchAsync(Body(from, at, null, until, more), "k1");

        var problem = await other.ProblemAsync(HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused");
        Assert.Equal(
            "This Idempotency-Key was used with another search within the last day. Use a new key.", problem.Text("detail"));
        Assert.Equal(token, await TokenAsync());
    }

    [Theory]
    [InlineData(
        """{"pickUp":{"place":"John F. Kennedy International Airport","at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""")]
    [InlineData("""{"pickUp":{"place":" jfk ","at":"2026-12-04T10:00:00"},"dropOff":{"place":"JFK","at":"2026-12-06T10:00"}}""")]
    [InlineData("""{ "dropOff": { "at": "2026-12-06T10:00" }, "pickUp": { "at": "2026-12-04T10:00", "place": "JFK" } }""")]
    [InlineData(
        """{"currency":"usd","residence":"us","driverAge":30,"pickUp":"""
        + """{"place":"JFK","at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""")]
    [InlineData(
        """{"driverAge":null,"pickUp":{"place":"\u004aFK","at":"2026-12-04T10:00"},"dropOff":{"place":null,"at":"2026-12-06T10:00"}}""")]
    public async Task The_same_search_in_other_words_gives_the_same_token(string json)
    {
        var token = await TokenAsync();
        using var response = await Client.PostSearchAsync(json, "k1");

        Assert.Equal(token, (await response.JsonAsync()).Text("token"));
    }

    [Fact]
    public async Task Each_access_key_has_a_space_of_its_own()
    {
        var tokens = new[] { await TokenAsync(), await TokenAsync(access: "customer-a"), await TokenAsync(access: "customer-b") };

        Assert.Equal(3, tokens.Distinct().Count());
        Assert.Equal(tokens[1], await TokenAsync(access: "customer-a"));
        Assert.Equal(tokens[2], await TokenAsync(access: "customer-b"));
    }

    [Fact]
    public async Task An_access_key_is_the_same_in_the_header_and_in_the_query()
    {
        var token = await TokenAsync(access: "customer-a");

        Assert.Equal(token, await TokenAsync(query: "?code=customer-a"));
    }

    [Fact]
    public async Task A_key_holds_for_a_day()
    {
        var token = await TokenAsync();
        Host.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(token, await TokenAsync());

        Host.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var other = await Client.PostSearchAsync(Body("LHR"), "k1");
        Assert.NotEqual(token, (await other.JsonAsync()).Text("token"));
    }

    [Fact]
    public async Task A_repeat_gives_the_token_after_the_pick_up_time_has_passed()
    {
        var (at, until) = ("2026-11-23T13:00", "2026-11-25T10:00");
        using var first = await Client.PostSearchAsync(Body("JFK", at, until: until), "k1");
        var body = await first.JsonAsync();
        await Client.GetJsonAsync($"/api/searches/{body.Text("token")}?wait=30");
        Host.Time.Advance(TimeSpan.FromHours(2));

        using var repeat = await Client.PostSearchAsync(Body("JFK", at, until: until), "k1");
        Assert.Equal(HttpStatusCode.Accepted, repeat.StatusCode);
        Assert.Equal(body.ToString(), (await repeat.JsonAsync()).ToString());
        using var another = await Client.PostSearchAsync(Body("LHR", at, until: until), "k1");
        await another.ProblemAsync(HttpStatusCode.UnprocessableEntity, "IdempotencyKeyReused");

        // Neither a new key nor the same without a key is a repetition.
        using var unused = await Client.PostSearchAsync(Body("JFK", at, until: until), "k2");
        Assert.Equal("pickUp.at", await unused.WrongAsync("InvalidSearch"));
        using var keyless = await Client.PostSearchAsync(Body("JFK", at, until: until));
        Assert.Equal("pickUp.at", await keyless.WrongAsync("InvalidSearch"));

        // A search that is not valid at any time has no digest.
        using var invalid = await Client.PostSearchAsync(Body("Atlantis", at, until: until), "k1");
        Assert.Equal("pickUp.place", await invalid.WrongAsync("InvalidSearch"));
        Assert.Equal(1, Alpha.Asked);

        // The key that was refused is free.
        using var free = await Client.PostSearchAsync(Body(), "k2");
        Assert.Equal(HttpStatusCode.Accepted, free.StatusCode);
    }

    [Fact]
    public async Task A_search_that_was_claimed_but_not_started_is_started_by_the_repeat_after_the_pick_up_time()
    {
        var json = Body("JFK", "2026-11-23T13:00", until: "2026-11-25T10:00");
        Host.Ports.OrchestratorIsDown = true;
        using (var refused = await Client.PostSearchAsync(json, "k1"))
        {
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
        }

        // The key was claimed before the fault.
        Host.Ports.OrchestratorIsDown = false;
        using var other = await Client.PostSearchAsync(Body("LHR"), "k1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Host.Time.Advance(TimeSpan.FromHours(2));
        using var repeat = await Client.PostSearchAsync(json, "k1");
        var path = $"/api/searches/{(await repeat.JsonAsync()).Text("token")}?wait=30";
        Assert.Equal("Succeeded", (await Client.GetJsonAsync(path)).Text("status"));
    }

    [Fact]
    public async Task After_a_deletion_a_repeat_gives_the_same_token_which_is_not_found()
    {
        var token = await TokenAsync();
        await Client.GetJsonAsync($"/api/searches/{token}?wait=30");
        using var deleted = await Client.DeleteAsync($"/api/searches/{token}");

        Assert.Equal(token, await TokenAsync());
        using var response = await Client.GetAsync($"/api/searches/{token}?wait=30");
        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        Assert.Equal(1, Alpha.Asked);
    }

    [Fact]
    public async Task A_key_is_visible_ASCII()
    {
        using var response = await Client.PostSearchAsync(idempotencyKey: "!#$%&'()*+,-./:;<=>?@[]^_`{|}~");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("clé")]
    public async Task Another_key_is_refused(string key)
    {
        using var response = await Client.PostSearchAsync(idempotencyKey: key);

        Assert.Equal(
            "Idempotency-Key: Not valid. Allowed: 1 to 255 visible ASCII characters (0x21 to 0x7E), sent once, such as a UUID.",
            await response.ErrorsAsync("InvalidIdempotencyKey"));
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        using var longest = await Client.PostSearchAsync(idempotencyKey: new string('k', 255));
        using var longer = await Client.PostSearchAsync(idempotencyKey: new string('k', 256));

        Assert.Equal(HttpStatusCode.Accepted, longest.StatusCode);
        await longer.ProblemAsync(HttpStatusCode.BadRequest, "InvalidIdempotencyKey");
    }

    [Fact]
    public async Task A_key_does_not_get_into_the_log()
    {
        await TokenAsync("Qy7-key-of-a-customer", "Qz8-access-of-a-customer");

        Host.Log.AssertNone("Qy7", "Qz8");
    }

    private async Task<string> TokenAsync(string key = "k1", string? access = null, string query = "")
    {
        using var response = await Client.PostSearchAsync(
            idempotencyKey: key, query: query, header: access is null ? null : ("x-functions-key", access));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.JsonAsync()).Text("token");
    }
}
