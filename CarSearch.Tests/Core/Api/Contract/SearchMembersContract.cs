using System.Net;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Core.Api.Contract.ContractExtensions;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: which members a search has, and what they default to.</summary>
public abstract class SearchMembersContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private const string GivePoint = "Missing. Allowed: { \"place\": …, \"at\": \"2026-12-04T10:00\" }.";
    private const string GivePlace = "Missing. Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".";
    private const string GiveTime = "Missing. Allowed: a local time without an offset, such as 2026-12-04T10:00.";
    private const string TakesPlace = "Allowed: a string: an IATA code such as JFK, a city such as New York, or \"City, CC\".";
    private const string TakesTime = "Allowed: a local time without an offset, such as 2026-12-04T10:00.";
    private const string TakesTimeText = "Allowed: a string: a local time without an offset, such as 2026-12-04T10:00.";
    private const string KnownSearch = "Allowed: pickUp, dropOff, driverAge, residence, currency.";
    private const string TakesCountry = "Allowed: a country of ISO 3166-1 alpha-2, such as US.";
    private const string TakesCurrency = "Allowed: a currency of ISO 4217, such as USD.";

    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("{}", "dropOff: " + GivePoint + "\npickUp: " + GivePoint)]
    [InlineData("""{"pickUp":null,"dropOff":null}""", "dropOff: " + GivePoint + "\npickUp: " + GivePoint)]
    [InlineData(
        """{"pickUp":{"place":"JFK","at":"2026-12-04T10:00"}}""",
        "dropOff: Missing. Allowed: { \"place\": … (optional), \"at\": \"2026-12-04T10:00\" }.")]
    [InlineData("""{"dropOff":{"place":"JFK","at":"2026-12-04T10:00"}}""", "pickUp: " + GivePoint)]
    [InlineData(
        """{"pickUp":{},"dropOff":{}}""",
        "dropOff.at: " + GiveTime + "\npickUp.at: " + GiveTime + "\npickUp.place: " + GivePlace)]
    [InlineData("""{"pickUp":{"place":null,"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-05T10:00"}}""", "pickUp.place: " + GivePlace)]
    [InlineData("""{"pickUp":{"place":"JFK","at":null},"dropOff":{"at":"2026-12-05T10:00"}}""", "pickUp.at: " + GiveTime)]
    public async Task A_missing_member_is_refused(string json, string errors) => await RefusedAsync(json, errors);

    [Theory]
    [InlineData("[]", "$: This is an array. Allowed: an object with the properties pickUp, dropOff, driverAge, residence, currency.")]
    [InlineData("null", "$: This is null. Allowed: an object with the properties pickUp, dropOff, driverAge, residence, currency.")]
    [InlineData(
        "true", "$: This is true or false. Allowed: an object with the properties pickUp, dropOff, driverAge, residence, currency.")]
    public async Task A_body_that_is_not_an_object_is_refused(string json, string error) => await RefusedAsync(json, error);

    [Theory]
    [InlineData(
        """{"pickUp":"JFK","dropOff":{"place":"JFK","at":"2026-12-05T10:00"}}""",
        "pickUp: This is a string. Allowed: an object with the properties place, near, at.")]
    [InlineData(
        """{"pickUp":{"place":7,"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-05T10:00"}}""",
        "pickUp.place: This is a number. " + TakesPlace)]
    [InlineData(
        """{"pickUp":{"place":"JFK","at":"2026-12-04T10:00"},"dropOff":{"at":false}}""",
        "dropOff.at: This is true or false. " + TakesTimeText)]
    public async Task A_member_of_another_kind_is_refused_by_its_path(string json, string error) => await RefusedAsync(json, error);

    [Theory]
    [InlineData(",\"color\":\"red\"", "color: Unknown property. " + KnownSearch)]
    [InlineData(",\"\":1", ": Unknown property. " + KnownSearch)]
    [InlineData(",\"a\\u0007b\":null", "a?b: Unknown property. " + KnownSearch)]
    public async Task An_unknown_member_is_refused_by_its_name(string more, string error) => await RefusedAsync(Body(more: more), error);

    [Fact]
    public async Task An_unknown_member_further_in_is_refused_by_its_path() => await RefusedAsync(
        """{"pickUp":{"place":"JFK","at":"2026-12-04T10:00","time":"10:00"},"dropOff":{"at":"2026-12-05T10:00","airport":"JFK"}}""",
        "dropOff.airport: Unknown property. Allowed: place, near, at.\npickUp.time: Unknown property. Allowed: place, near, at.");

    [Fact]
    public async Task An_unknown_name_is_shortened()
    {
        using var response = await client.PostSearchAsync(Body(more: $",\"{new string('x', 5000)}\":1"));

        Assert.Equal($"{new string('x', 60)}…", await response.WrongAsync("InvalidSearch"));
    }

    [Theory]
    [InlineData("17", "This is 17. ")]
    [InlineData("100", "This is 100. ")]
    [InlineData("30.5", "This is 30.5. ")]
    [InlineData("99999999999999999999", "This is 99999999999999999999. ")]
    [InlineData("\"30\"", "This is a string. ")]
    public async Task An_age_out_of_bounds_is_refused(string age, string error) =>
        await RefusedAsync(Body(more: $",\"driverAge\":{age}"), $"driverAge: {error}Allowed: an age in whole years, from 18 to 99.");

    [Theory]
    [InlineData(18)]
    [InlineData(99)]
    public async Task The_youngest_and_the_oldest_driver_are_accepted(int age) =>
        Assert.Equal(age, (await AcceptedAsync(Body(more: $",\"driverAge\":{age}"))).GetProperty("driverAge").GetInt32());

    [Theory]
    [InlineData(",\"residence\":\"XX\"", "residence: \"XX\" is not valid. " + TakesCountry)]
    [InlineData(",\"residence\":1", "residence: This is a number. Allowed: a string: a country of ISO 3166-1 alpha-2, such as US.")]
    [InlineData(",\"currency\":\"US$\"", "currency: \"US$\" is not valid. " + TakesCurrency)]
    [InlineData(",\"currency\":\"XYZ\"", "currency: \"XYZ\" is not valid. " + TakesCurrency)]
    [InlineData(",\"currency\":[\"USD\"]", "currency: This is an array. Allowed: a string: a currency of ISO 4217, such as USD.")]
    public async Task An_unknown_country_or_currency_is_refused(string more, string error) => await RefusedAsync(Body(more: more), error);

    [Theory]
    [InlineData("JFK", "", "30 US USD")]
    [InlineData("LHR", "", "30 GB GBP")]
    [InlineData("JFK", ",\"driverAge\":null,\"residence\":null,\"currency\":null", "30 US USD")]
    [InlineData("JFK", ",\"driverAge\":45,\"residence\":\"de\",\"currency\":\"chf\"", "45 DE CHF")]
    public async Task What_is_not_given_is_30_years_and_the_pick_ups_country_and_currency(string from, string more, string normalized)
    {
        var request = await AcceptedAsync(Body(from, more: more));

        Assert.Equal(normalized, $"{request.GetProperty("driverAge")} {request.Text("residence")} {request.Text("currency")}");
    }

    [Theory]
    [InlineData(null, "JFK")]
    [InlineData("New York", "NYC")]
    [InlineData("EWR", "EWR")]
    public async Task The_drop_off_defaults_to_the_place_of_the_pick_up(string? to, string place) =>
        Assert.Equal(place, (await AcceptedAsync(Body(to: to))).GetProperty("dropOff").Text("place"));

    [Fact]
    public async Task The_response_has_the_normalized_search()
    {
        var request = await AcceptedAsync(Body("new york", "2026-12-04T10:00:00", "lax", more: ",\"currency\":\"eur\""));

        Assert.Equal("NYC New York US America/New_York 2026-12-04T10:00 JFK EWR LGA", Format(request.GetProperty("pickUp")));
        Assert.Equal(
            "LAX Los Angeles International Airport US America/Los_Angeles 2026-12-06T10:00 LAX", Format(request.GetProperty("dropOff")));
        Assert.Equal("3 EUR", $"{request.GetProperty("days")} {request.Text("currency")}");

        static string Format(System.Text.Json.JsonElement point) => string.Join(
            ' ',
            new[] { point.Text("place"), point.Text("name"), point.Text("country"), point.Text("timeZone"), point.Text("at") }
                .Concat(point.GetProperty("airports").EnumerateArray().Select(airport => airport.Text("code"))));
    }

    [Fact]
    public async Task All_errors_are_reported_together() => await RefusedAsync(
        """{"pickUp":{"place":"Qqqqqqqq","at":"soon","x":1},"dropOff":{"at":7},"driverAge":5,"residence":"ZZ","currency":"$","y":2}""",
        "currency: \"$\" is not valid. " + TakesCurrency,
        "driverAge: This is 5. Allowed: an age in whole years, from 18 to 99.",
        "dropOff.at: This is a number. " + TakesTimeText,
        "pickUp.at: \"soon\" is not valid. " + TakesTime,
        "pickUp.place: \"Qqqqqqqq\" is not a known place. Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".",
        "pickUp.x: Unknown property. Allowed: place, near, at.",
        "residence: \"ZZ\" is not valid. " + TakesCountry,
        "y: Unknown property. " + KnownSearch);

    [Fact]
    public async Task A_wrong_time_is_reported_together_with_an_unknown_place() => await RefusedAsync(
        """{"pickUp":{"place":"JFK","at":"2020-01-01T10:00"},"dropOff":{"place":"Qqqqqqqq","at":"2026-12-06T10:00"}}""",
        "dropOff.place: \"Qqqqqqqq\" is not a known place. Allowed: an IATA code such as JFK, a city such as New York, or \"City, CC\".",
        "pickUp.at: 2020-01-01T10:00 is in the past. The local time at John F. Kennedy International Airport is 2026-11-23T12:00.");

    private async Task RefusedAsync(string json, params string[] errors)
    {
        using var response = await client.PostSearchAsync(json);

        Assert.Equal(string.Join('\n', errors), await response.ErrorsAsync("InvalidSearch"));
    }

    private async Task<System.Text.Json.JsonElement> AcceptedAsync(string json)
    {
        var token = await client.StartAndEndAsync(json);
        return (await client.GetJsonAsync($"/api/searches/{token}", HttpStatusCode.OK)).GetProperty("request");
    }
}
