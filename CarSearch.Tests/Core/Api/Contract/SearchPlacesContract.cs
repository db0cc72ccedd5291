using System.Net;
using System.Text.Json;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: places that are unknown or several.</summary>
public abstract class SearchPlacesContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private const string Takes = "Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".";

    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("Qqqqqqqq", "\"Qqqqqqqq\" is not a known place. " + Takes)]
    [InlineData("", "\"\" is not a known place. " + Takes)]
    [InlineData("New Yrok", "\"New Yrok\" is not a known place. Did you mean New York, New York, US (NYC)? " + Takes)]
    [InlineData("TXL", "\"TXL\" is a retired code. It was replaced by Berlin Brandenburg Airport, DE (BER). Use that code.")]
    [InlineData("a\u0000b\ud83d\ude97", "\"a?b??\" is not a known place. " + Takes)]
    public async Task An_unknown_place_is_refused_with_what_may_have_been_meant(string place, string message)
    {
        using var response = await client.PostSearchAsync(Body(place));

        Assert.Equal($"pickUp.place: {message}", await response.ErrorsAsync("InvalidSearch"));
    }

    [Fact]
    public async Task A_long_place_is_truncated_in_the_error()
    {
        using var response = await client.PostSearchAsync(Body(new string('x', 10_000)));

        Assert.Equal(
            $"pickUp.place: \"{new string('x', 60)}…\" is not a known place. {Takes}", await response.ErrorsAsync("InvalidSearch"));
    }

    [Fact]
    public async Task An_unknown_drop_off_is_refused_under_its_own_path()
    {
        using var response = await client.PostSearchAsync(Body(to: "Qqqqqqqq"));

        Assert.Equal($"dropOff.place: \"Qqqqqqqq\" is not a known place. {Takes}", await response.ErrorsAsync("InvalidSearch"));
    }

    [Fact]
    public async Task An_ambiguous_place_is_refused_with_the_candidates()
    {
        using var response = await client.PostSearchAsync(Body("Springfield"));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "InvalidSearch");
        Assert.Equal(
            "\"Springfield\" is ambiguous: Springfield, Missouri, US (SGF), Springfield, Illinois, US (SPI). Use the code of one of them.",
            problem.GetProperty("errors").GetProperty("pickUp.place")[0].GetString());
        var candidates = problem.GetProperty("candidates").GetProperty("pickUp.place");
        Assert.Equal(
            """{"code":"SGF","name":"Springfield","city":"Springfield","state":"Missouri","country":"US","kind":"city","""
                + "\"timeZone\":\"America/Chicago\",\"location\":{\"lat\":37.245,\"lon\":-93.3886}}",
            candidates[0].ToString());
        Assert.Equal("SPI", candidates[1].Text("code"));
    }

    [Theory]
    [InlineData("New Yrok", "NYC")]
    [InlineData("TXL", "BER")]
    [InlineData("Qqqqqqqq", "")]
    public async Task What_may_be_meant_by_an_unknown_place_is_a_candidate(string place, string codes)
    {
        using var response = await client.PostSearchAsync(Body(place));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "InvalidSearch");
        IEnumerable<JsonElement> candidates =
            problem.TryGetProperty("candidates", out var members) ? members.GetProperty("pickUp.place").EnumerateArray() : [];
        Assert.Equal(codes, string.Join(' ', candidates.Select(candidate => candidate.Text("code"))));
    }

    [Fact]
    public async Task A_candidate_outside_of_countries_with_states_has_none()
    {
        using var response = await client.PostSearchAsync(Body("San Jose"));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "InvalidSearch");
        var candidates = problem.GetProperty("candidates").GetProperty("pickUp.place").EnumerateArray();
        Assert.Equal(["California", null], candidates.Take(2).Select(candidate => candidate.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task The_candidates_of_both_ends_are_listed()
    {
        using var response = await client.PostSearchAsync(Body("Springfield", to: "Portland, US"));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest, "InvalidSearch");
        Assert.Equal(
            "dropOff.place pickUp.place", string.Join(' ', problem.GetProperty("candidates").EnumerateObject().Select(path => path.Name)));
    }

    [Theory]
    [InlineData("JFK", "JFK")]
    [InlineData("sao paulo", "SAO")]
    [InlineData("London", "LON")]
    [InlineData("London, CA", "YXU")]
    [InlineData("Los Angeles, California", "LAX")]
    [InlineData("東京", "TYO")]
    public async Task A_place_goes_by_its_code_or_name_and_is_the_first_suggestion(string place, string code)
    {
        Assert.Equal(code, (await client.GetJsonAsync($"/api/places?limit=1&q={Uri.EscapeDataString(place)}"))[0].Text("code"));

        var token = await client.StartAndEndAsync(Body(place));
        var body = await client.GetJsonAsync($"/api/searches/{token}");

        Assert.Equal(code, body.GetProperty("request").GetProperty("pickUp").Text("place"));
    }
}
