using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>
/// GET /api/searches/{token}: the statuses in the order of their checks: 400, 404, 410, 304, 202 or 200; and 503.
/// </summary>
public abstract class LookupContract<THost>() : HostContract<THost>(
    [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"), TestOffers.Offer("A2", "FDAR", 150))])
    where THost : IContractHost
{
    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("x")]
    [InlineData("%2f%2F")]
    [InlineData("%252F")]
    [InlineData("%C0%AF")]
    [InlineData("%ED%A0%80")]
    [InlineData("a%0D%0Ab")]
    [InlineData("%F0%9F%9A%97")]
    public async Task An_unknown_or_malformed_token_is_not_found(string token)
    {
        using var response = await Client.GetAsync($"/api/searches/{token}");
        using var original = await Client.GetAsync($"/api/searches?User={token}");
        using var deletion = await Client.DeleteAsync($"/api/searches/{token}");

        var problem = (await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound")).ToString();
        Assert.Equal(problem, (await original.ProblemAsync(HttpStatusCode.NotFound, "NotFound")).ToString());
        Assert.Equal(problem, (await deletion.ProblemAsync(HttpStatusCode.NotFound, "NotFound")).ToString());
    }

    [Fact]
    public async Task A_very_long_token_is_not_found()
    {
        using var response = await Client.GetAsync($"/api/searches/{new string('a', 7000)}");
        using var deletion = await Client.DeleteAsync($"/api/searches/{new string('a', 7000)}");

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        await deletion.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("0123456789abcdef0123456789abcdef%00")]
    public async Task A_null_byte_as_the_original_parameter_is_not_found(string token)
    {
        using var response = await Client.GetAsync($"/api/searches?User={token}");

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task A_deleted_search_is_not_found()
    {
        var token = await Client.StartAndEndAsync();
        using var deletion = await Client.DeleteAsync($"/api/searches/{token}");
        using var response = await Client.GetAsync($"/api/searches/{token}", "If-None-Match", "*");

        await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task A_token_in_upper_case_or_with_dashes_is_the_same_token()
    {
        var token = await Client.StartAndEndAsync();
        var canonical = (await Client.GetJsonAsync($"/api/searches/{token}?size=compact")).ToString();
        foreach (var form in new[] { token.ToUpperInvariant(), $"{new Guid(token):D}", $"{new Guid(token):D}".ToUpperInvariant() })
        {
            Assert.Equal(canonical, (await Client.GetJsonAsync($"/api/searches/{form}?size=compact")).ToString());
            Assert.Equal(canonical, (await Client.GetJsonAsync($"/api/searches?User={form}&CarSize=compact")).ToString());
        }

        using var deleted = await Client.DeleteAsync($"/api/searches/{$"{new Guid(token):D}".ToUpperInvariant()}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Client.GetJsonAsync($"/api/searches/{token}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_address_of_a_running_search_has_the_canonical_token()
    {
        Alpha.Waits();
        var token = await Client.StartAsync();
        using var response = await Client.GetAsync($"/api/searches/{new Guid(token):D}");

        Assert.Equal($"{Host.Address}api/searches/{token}", response.Header("Location"));
        var links = (await response.JsonAsync()).GetProperty("links");
        Assert.Equal(($"/api/searches/{token}", $"/api/searches/{token}"), (links.Text("self"), links.Text("cancel")));
    }

    [Fact]
    public async Task An_ended_search_is_served_until_it_expires_and_then_is_gone()
    {
        var token = await Client.StartAndEndAsync();
        var body = await Client.GetJsonAsync($"/api/searches/{token}");
        Assert.Equal(body.GetProperty("completedAt").GetDateTimeOffset().AddMinutes(30), body.GetProperty("expiresAt").GetDateTimeOffset());

        Host.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        using var last = await Client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);

        Host.Time.Advance(TimeSpan.FromMilliseconds(1));
        using var gone = await Client.GetAsync($"/api/searches/{token}");
        var problem = await gone.ProblemAsync(HttpStatusCode.Gone, "Expired");
        Assert.Equal("The offers of this search have expired. Start a new search.", problem.Text("detail"));
    }

    [Fact]
    public async Task Freshness_says_how_long_offers_are_served()
    {
        using var brief = new Contracted<THost>(
            new Dictionary<string, string> { ["Freshness"] = "00:00:10" }, new ScriptedSupplier("Alpha").Answers());
        var token = await brief.Client.StartAndEndAsync();
        brief.Time.Advance(TimeSpan.FromSeconds(10));
        using var gone = await brief.Client.GetAsync($"/api/searches/{token}");

        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
    }

    [Fact]
    public async Task A_wrong_filter_comes_before_an_unknown_token()
    {
        using var response = await Client.GetAsync("/api/searches/x?limit=0");
        using var original = await Client.GetAsync("/api/searches?User=x&limit=0");

        Assert.Equal("limit", await response.WrongAsync("InvalidFilter"));
        Assert.Equal("limit", await original.WrongAsync("InvalidFilter"));
    }

    [Fact]
    public async Task A_wrong_filter_comes_before_an_expired_search_and_that_before_an_unchanged_one()
    {
        var token = await Client.StartAndEndAsync();
        using var fresh = await Client.GetAsync($"/api/searches/{token}");
        Host.Time.Advance(TimeSpan.FromMinutes(30));
        using var wrong = await Client.GetAsync($"/api/searches/{token}?limit=0", "If-None-Match", fresh.Header("ETag")!);
        using var gone = await Client.GetAsync($"/api/searches/{token}", "If-None-Match", fresh.Header("ETag")!);

        Assert.Equal("limit", await wrong.WrongAsync("InvalidFilter"));
        await gone.ProblemAsync(HttpStatusCode.Gone, "Expired");
    }

    [Fact]
    public async Task While_the_store_cannot_be_reached_the_response_has_Retry_After()
    {
        var token = await Client.StartAndEndAsync();
        Host.Ports.StoreIsDown = true;
        using (var response = await Client.GetAsync($"/api/searches/{token}"))
        {
            var problem = await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
            Assert.InRange(response.RetryAfter(), 7, 11);
            Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        }

        Host.Ports.StoreIsDown = false;
        await Client.GetJsonAsync($"/api/searches/{token}");
    }

    [Fact]
    public async Task A_wrong_filter_and_a_malformed_token_need_no_store()
    {
        Host.Ports.StoreIsDown = true;
        using var wrong = await Client.GetAsync("/api/searches/0123456789abcdef0123456789abcdef?limit=0");
        using var malformed = await Client.GetAsync("/api/searches/x");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, malformed.StatusCode);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("W/{0}")]
    [InlineData("\"other\", {0}")]
    [InlineData("W/\"other\",W/{0},\"third\"")]
    [InlineData("*")]
    public async Task What_the_caller_has_is_not_sent_again(string header)
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}?size=compact";
        using var first = await Client.GetAsync(path);
        using var second = await Client.GetAsync(
            path, "If-None-Match", header.Replace("{0}", first.Header("ETag"), StringComparison.Ordinal));

        Assert.Matches("^\"[^\"]+\"$", first.Header("ETag"));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        Assert.Equal("no-cache, private", second.Header("Cache-Control"));
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("W/\"other\"")]
    [InlineData("nonsense")]
    [InlineData("\"")]
    [InlineData("\"*\"")]
    public async Task What_the_caller_does_not_have_is_sent(string header)
    {
        using var response = await Client.GetAsync($"/api/searches/{await Client.StartAndEndAsync()}", "If-None-Match", header);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Another_query_or_another_search_has_another_tag()
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        var tags = new List<string>();
        var other = $"/api/searches/{await Client.StartAndEndAsync()}";
        foreach (var address in new[] { path, path + "?size=compact", path + "?limit=1", path + "?skip=1", other })
        {
            using var response = await Client.GetAsync(address);
            tags.Add(response.Header("ETag")!);
        }

        Assert.Equal(5, tags.Distinct().Count());
    }

    [Theory]
    [InlineData("?size=compact&rating=8.0", "?code=x&SupplierRating=8&size=Compact&wait=3")]
    [InlineData("", "?sort=price&limit=20&skip=0&clientId=y")]
    public async Task The_same_query_in_other_words_has_the_same_tag(string query, string same)
    {
        var path = $"/api/searches/{await Client.StartAndEndAsync()}";
        using var first = await Client.GetAsync(path + query);
        using var second = await Client.GetAsync(path + same, "If-None-Match", first.Header("ETag")!);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }
}
