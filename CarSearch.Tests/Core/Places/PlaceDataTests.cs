using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

public sealed class PlaceDataTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    private readonly PlaceCatalog catalog = places.Catalog;

    [Fact]
    public void The_world_has_about_4000_airports_with_scheduled_service()
    {
        Assert.InRange(catalog.Airports.Count, 3_500, 4_300);
        Assert.InRange(catalog.Airports.Count(airport => airport.Size == AirportSize.Large), 400, 550);
    }

    [Fact]
    public void Every_time_zone_is_known_to_the_system()
    {
        var zones = catalog.Airports.Select(airport => airport.TimeZone).Distinct();
        var unknown = zones.Where(zone => !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));

        Assert.Empty(unknown);
    }

    [Fact]
    public void No_time_zone_has_a_name_that_was_given_up() =>
        Assert.DoesNotContain(
            catalog.Airports,
            airport => airport.TimeZone is "Europe/Kiev" or "Asia/Calcutta" or "Asia/Rangoon" or "Asia/Saigon");

    [Theory]
    [InlineData("JFK", "America/New_York")]
    [InlineData("KBP", "Europe/Kyiv")]
    [InlineData("DEL", "Asia/Kolkata")]
    [InlineData("BAH", "Asia/Bahrain")]
    [InlineData("PHX", "America/Phoenix")]
    [InlineData("IND", "America/Indiana/Indianapolis")]
    public void An_airport_is_in_its_own_time_zone(string code, string zone) => Assert.Equal(zone, catalog.FindAirport(code)?.TimeZone);

    [Theory]
    [InlineData("TXL")]
    [InlineData("ISL")]
    public void A_closed_airport_is_not_there(string code) => Assert.Null(catalog.FindAirport(code));

    [Theory]
    [InlineData("SAI")]
    [InlineData("BER")]
    [InlineData("KTI")]
    public void A_new_airport_is_there(string code) => Assert.Equal(code, catalog.FindAirport(code)?.Code);

    [Theory]
    [InlineData("JFK", 40.64, -73.78)]
    [InlineData("SYD", -33.95, 151.18)]
    [InlineData("TFS", 28.04, -16.57)]
    public void An_airport_has_its_position(string code, double latitude, double longitude)
    {
        var location = catalog.FindAirport(code)!.Location;

        Assert.Equal(latitude, location.Latitude, 0.02);
        Assert.Equal(longitude, location.Longitude, 0.02);
    }

    [Fact]
    public void Every_position_is_on_the_Earth_and_has_at_most_four_decimals() =>
        Assert.All(catalog.Airports.Select(airport => airport.Location), location =>
        {
            Assert.InRange(location.Latitude, -90, 90);
            Assert.InRange(location.Longitude, -180, 180);
            Assert.Equal(Math.Round(location.Latitude, 4), location.Latitude);
            Assert.Equal(Math.Round(location.Longitude, 4), location.Longitude);
            Assert.False(location is { Latitude: 0, Longitude: 0 });
        });

    [Fact]
    public void The_position_of_a_city_is_that_of_its_largest_airport() =>
        Assert.All(catalog.Cities, city => Assert.Equal(city.Airports[0].Location, city.Location));

    [Fact]
    public void The_airports_of_a_city_are_within_150_kilometres() =>
        Assert.All(catalog.Cities, city => Assert.All(city.Airports, airport =>
            Assert.InRange(PlacesFixture.GetDistance(city.Location, airport.Location), 0, 150)));

    [Fact]
    public void Every_airport_has_a_country_with_a_currency()
    {
        Assert.All(catalog.Airports, airport =>
        {
            var country = catalog.Countries.FindCountry(airport.Country);
            Assert.NotNull(country);
            Assert.NotNull(catalog.Countries.FindCurrency(country.Currency));
        });
    }

    [Fact]
    public void No_code_is_there_twice()
    {
        Assert.Equal(catalog.Airports.Count, catalog.Airports.Select(airport => airport.Code).Distinct().Count());
        Assert.Equal(catalog.Cities.Count, catalog.Cities.Select(city => city.Code).Distinct().Count());
    }

    [Fact]
    public void Every_airport_is_in_exactly_its_own_city()
    {
        var members = catalog.Cities
            .SelectMany(city => city.Airports.Select(airport => (airport.Code, City: city)))
            .ToDictionary(pair => pair.Code, pair => pair.City);

        Assert.All(catalog.Airports, airport =>
        {
            var city = members[airport.Code];
            Assert.Equal((city.Code, city.Name), (airport.CityCode, airport.City));
        });
        Assert.Equal(catalog.Airports.Count, members.Count);
    }

    [Fact]
    public void A_city_without_a_code_of_its_own_has_that_of_its_largest_airport()
    {
        Assert.Equal("DXB", catalog.FindAirport("DWC")?.CityCode);
        string[] ownCodes = ["SHA", "CTU", "HOU", "THR", "PNH", "LAD", "MLW", "TIP", "SRZ"];
        Assert.All(
            catalog.Cities.Where(city => catalog.FindAirport(city.Code) is not null && !ownCodes.Contains(city.Code)),
            city => Assert.Contains(city.Code, city.Airports.Select(airport => airport.Code)));
    }

    [Fact]
    public void Names_are_clean()
    {
        Assert.All(catalog.Cities, city => Assert.DoesNotMatch(@"[()/\t|]|^\s|\s$|\s\s|^$", city.Name));
        Assert.All(catalog.Airports, airport => Assert.DoesNotMatch(@"[\t|]|^\s|\s$|\s\s|^$", airport.Name));
    }

    [Fact]
    public void Every_place_has_an_airport_and_the_zone_of_its_first() =>
        Assert.All(catalog.Entries, entry => Assert.Equal(entry.Place.Airports[0].TimeZone, entry.Place.TimeZone));
}
