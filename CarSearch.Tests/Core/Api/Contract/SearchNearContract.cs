using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/searches: places by position.</summary>
public abstract class SearchNearContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private const string Manhattan = """{"lat":40.758,"lon":-73.9855}""";
    private const string Latitude = "Allowed: a latitude in degrees, from -90 to 90.";
    private const string Longitude = "Allowed: a longitude in degrees, from -180 to 180.";
    private const string BothErrors = "There is a place, too. Allowed: one of both.";

    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task The_airports_around_a_position_are_searched_under_the_nearest_one()
    {
        var request = await StartAsync($$$"""
            {"pickUp":{"near":{{{Manhattan}}},"at":"2026-12-04T10:00"},
            "dropOff":{"near":{"lat":32.71570009,"lon":-117.16114,"radiusKm":50},"at":"2026-12-06T10:00"}}
            """);

        Assert.Equal(
            """
            {"place":"LGA","name":"LaGuardia Airport","country":"US","timeZone":"America/New_York","at":"2026-12-04T10:00","airports":[
            {"code":"LGA","name":"LaGuardia Airport"},{"code":"TEB","name":"Teterboro Airport"},
            {"code":"EWR","name":"Newark Liberty International Airport"},{"code":"JFK","name":"John F. Kennedy International Airport"}],
            "near":{"lat":40.758,"lon":-73.9855,"radiusKm":25}}
            """.ReplaceLineEndings(""),
            request.GetProperty("pickUp").GetRawText());
        Assert.Equal("SAN CLD", Airports(request, "dropOff"));
        Assert.Equal("""{"lat":32.7157,"lon":-117.1611,"radiusKm":50}""", request.GetProperty("dropOff").GetProperty("near").GetRawText());
        Assert.Equal("US USD", $"{request.Text("residence")} {request.Text("currency")}");
    }

    [Fact]
    public async Task The_drop_off_is_by_default_around_the_position_of_the_pick_up()
    {
        var request = await StartAsync(
            $$$"""{"pickUp":{"near":{{{Manhattan}}},"place":null,"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""");

        Assert.Equal("LGA TEB EWR JFK", Airports(request, "dropOff"));
        Assert.Equal(
            """{"lat":40.758,"lon":-73.9855,"radiusKm":25}""", request.GetProperty("dropOff").GetProperty("near").GetRawText());
    }

    [Fact]
    public async Task A_place_and_a_position_can_be_combined()
    {
        var request = await StartAsync(
            $$$"""{"pickUp":{"place":"JFK","at":"2026-12-04T10:00"},"dropOff":{"near":{{{Manhattan}}},"at":"2026-12-06T10:00"}}""");

        Assert.Equal("JFK / LGA TEB EWR JFK", $"{Airports(request, "pickUp")} / {Airports(request, "dropOff")}");
        Assert.False(request.GetProperty("pickUp").TryGetProperty("near", out _));
    }

    [Theory]
    [InlineData(-28.17, 153.54, "2026-12-04T10:00", "OOL BNE")] // New South Wales has daylight saving time, Queensland has not
    [InlineData(-28.17, 153.54, "2027-06-04T10:00", "OOL BNK LSY BNE")]
    [InlineData(41.7075, -86.895, "2026-12-04T10:00", "SBN")] // without Chicago
    public async Task Airports_with_another_local_time_are_left_out(double lat, double lon, string at, string airports)
    {
        var until = DateTime.Parse(at, null).AddDays(2).ToString("yyyy-MM-dd'T'HH:mm", null);
        var request = await StartAsync(JsonSerializer.Serialize(
            new { pickUp = new { near = new { lat, lon, radiusKm = 100 }, at }, dropOff = new { at = until } }));

        Assert.Equal(airports, Airports(request, "pickUp"));
    }

    [Theory]
    [InlineData(
        """{"lat":46.6863,"lon":7.8632}""",
        "No airport within 25 km. The nearest is Bern Airport, CH (BRN), 38 km away. Allowed: a radiusKm from 38 to 100.")]
    [InlineData(
        """{"lat":0,"lon":-30,"radiusKm":100}""",
        "No airport within 100 km. The nearest is Fernando de Noronha Airport, BR (FEN), 507 km away.")]
    [InlineData("[40,-73]", "This is an array. Allowed: an object with the properties lat, lon, radiusKm.")]
    public async Task A_position_without_airports_is_refused(string near, string error) =>
        await RefusedAsync(near, $"pickUp.near: {error}");

    [Theory]
    [InlineData("{}", "lat: Missing. " + Latitude, "lon: Missing. " + Longitude)]
    [InlineData("""{"lat":91,"lon":-180.0001}""", "lat: This is 91. " + Latitude, "lon: This is -180.0001. " + Longitude)]
    [InlineData("""{"lat":"40","lon":null}""", "lat: This is a string. " + Latitude, "lon: Missing. " + Longitude)]
    [InlineData("""{"lat":40,"lon":-73,"radiusKm":101}""", "radiusKm: This is 101. Allowed: a whole number of kilometres, from 1 to 100.")]
    [InlineData("""{"lat":40,"lon":-73,"radiusKm":2.5}""", "radiusKm: This is 2.5. Allowed: a whole number of kilometres, from 1 to 100.")]
    [InlineData("""{"lat":40.7,"lon":-73.9,"radius":5}""", "radius: Unknown property. Allowed: lat, lon, radiusKm.")]
    public async Task A_wrong_number_is_refused_with_its_bounds(string near, params string[] errors) =>
        await RefusedAsync(near, string.Join('\n', errors.Select(error => $"pickUp.near.{error}")));

    [Theory]
    [InlineData("\"place\":\"JFK\",", "pickUp.near: " + BothErrors)]
    [InlineData(
        "\"place\":5,",
        "pickUp.near: " + BothErrors + "\npickUp.place: This is a number. Allowed: a string: an IATA code such as JFK, "
        + "a city such as New York, or \"City, CC\".")]
    public async Task A_place_beside_a_position_is_refused(string place, string errors)
    {
        using var response = await client.PostSearchAsync(
            $$$"""{"pickUp":{{{{place}}}"near":{{{Manhattan}}},"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""");

        Assert.Equal(errors, await response.ErrorsAsync("InvalidSearch"));
    }

    private static string Airports(JsonElement request, string point) =>
        string.Join(' ', request.GetProperty(point).GetProperty("airports").EnumerateArray().Select(airport => airport.Text("code")));

    private async Task<JsonElement> StartAsync(string body)
    {
        var token = await client.StartAndEndAsync(body);
        return (await client.GetJsonAsync($"/api/searches/{token}")).GetProperty("request");
    }

    private async Task RefusedAsync(string near, string errors)
    {
        using var response = await client.PostSearchAsync(
            $$$"""{"pickUp":{"near":{{{near}}},"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"}}""");

        Assert.Equal(errors, await response.ErrorsAsync("InvalidSearch"));
    }
}
