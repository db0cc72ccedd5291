using System.Net;
using System.Text;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>POST /api/searches on a running host.</summary>
public sealed class LiveStartTests(LiveHost host) : LiveTests(host)
{
    [Fact]
    public async Task An_accepted_search_has_a_token_and_an_address_that_leads_to_it()
    {
        using var accepted = await Client.PostSearchAsync(LiveSearch.Body);
        var body = await accepted.JsonAsync();
        var token = body.Text("token");
        var location = new Uri(accepted.Header("Location")!, UriKind.Absolute);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Matches("^[0-9a-f]{32}$", token);
        Assert.Equal(LiveSearch.PathOf(token), body.GetProperty("links").Text("self"));
        Assert.Equal(LiveSearch.PathOf(token), body.GetProperty("links").Text("cancel"));
        Assert.Equal(accepted.Header("Location"), accepted.Header("Operation-Location"));
        Assert.InRange(accepted.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("no-cache, private", accepted.Header("Cache-Control"));

        // The key goes with it, and must not go over a plain connection when it has come over a secure one.
        Assert.Equal(Client.BaseAddress!.Scheme, location.Scheme);
        using var answer = await Client.GetAsync(location);
        Assert.Equal(token, (await answer.JsonAsync()).Text("token"));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_under_its_name()
    {
        using var answer = await Client.PostSearchAsync(
            """{"pickUp":{"place":"Atlantis","at":"2001-01-01T10:00"},"dropOff":{"time":"noon"},"driverAge":12,"colour":"red"}""");

        Assert.Equal("colour driverAge dropOff.at dropOff.time pickUp.place", await answer.WrongAsync("InvalidSearch"));
    }

    [Fact]
    public async Task A_name_of_several_places_is_answered_with_them()
    {
        using var answer = await Client.PostSearchAsync(Body("San Jose"));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "InvalidSearch");
        var candidates = problem.GetProperty("candidates").GetProperty("pickUp.place");
        var codes = candidates.EnumerateArray().Select(place => place.Text("code")).ToArray();

        Assert.Contains("SJC", codes);
        Assert.Contains("SJO", codes);
    }

    [Fact]
    public async Task What_is_not_JSON_is_refused()
    {
        using var answer = await Client.PostSearchAsync("{");

        Assert.Equal("$", await answer.WrongAsync("InvalidJson"));
    }

    [Fact]
    public async Task Another_type_of_body_is_refused()
    {
        using var answer = await SendAsync(HttpMethod.Post, "/api/searches", new StringContent(LiveSearch.Body));

        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType");
    }

    [Fact]
    public async Task A_body_over_16_KiB_is_refused()
    {
        using var answer = await Client.PostSearchAsync(LiveSearch.Body.PadRight(16 * 1024 + 1));

        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "BodyTooLarge");
    }

    [Fact]
    public async Task An_unknown_query_name_is_refused()
    {
        using var content = new StringContent(LiveSearch.Body, Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Post, "/api/searches?size=compact", content);

        Assert.Equal("size", await answer.WrongAsync("InvalidQuery"));
    }

    [Fact]
    public async Task Places_are_found_by_a_part_of_their_code_or_name() =>
        Assert.Equal("SAO", (await Client.GetJsonAsync("/api/places?q=S%C3%A3o%20P&limit=1"))[0].Text("code"));

    [Fact]
    public async Task A_query_for_places_that_cannot_be_read_is_refused()
    {
        using var answer = await Client.GetAsync("/api/places?q=&limit=0");

        Assert.Equal("limit q", await answer.WrongAsync("InvalidQuery"));
    }
}
