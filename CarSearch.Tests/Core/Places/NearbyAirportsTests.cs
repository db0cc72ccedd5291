using CarSearch.Places;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Places;

/// <summary>The airports around a position.</summary>
public sealed class NearbyAirportsTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    [Theory]
    [InlineData(40.7580, -73.9855, 25, "LGA TEB EWR JFK")]
    [InlineData(40.7580, -73.9855, 10, "LGA")]
    [InlineData(34.0522, -118.2437, 50, "HHR LAX BUR LGB")]
    [InlineData(51.5, -0.12, 100, "LCY LHR LGW LTN STN SEN")]
    [InlineData(-16.7, 179.99, 100, "TVU SVU LBS KXF")] // on both sides of the date line
    [InlineData(-16.7, -179.99, 100, "TVU SVU LBS KXF")]
    [InlineData(32.7157, -117.1611, 50, "SAN CLD")] // without Tijuana, which is nearer than CLD
    [InlineData(47.5596, 7.5886, 100, "BSL")] // an airport of France, without those of Switzerland
    [InlineData(46.2044, 6.1432, 100, "GVA")]
    [InlineData(46.6863, 7.8632, 25, "")]
    [InlineData(90, 0, 100, "")]
    public void They_come_nearest_first_from_one_country(double latitude, double longitude, int radius, string codes) =>
        Assert.Equal(
            codes, string.Join(' ', places.Catalog.FindNear(new(latitude, longitude), radius).Airports.Select(airport => airport.Code)));

    [Theory]
    [InlineData(46.6863, 7.8632, "BRN", 37.4)]
    [InlineData(0, -30, "FEN", 506.1)]
    [InlineData(90, 0, "LYR", 1306.9)]
    public void The_nearest_is_known_where_there_is_none_within_the_radius(double latitude, double longitude, string code, double distance)
    {
        var found = places.Catalog.FindNear(new(latitude, longitude), 25);

        Assert.Equal(code, found.Nearest.Code);
        Assert.Equal(distance, found.DistanceKm, 0.1);
        Assert.Empty(found.Airports);
    }

    [Fact]
    public void They_are_all_those_within_the_radius_in_the_country_of_the_nearest_at_most_20() => Prop.ForAll(
        (from latitude in Gen.Choose(-900_000, 900_000)
         from longitude in Gen.Choose(-1_800_000, 1_800_000)
         from around in Gen.Elements(places.Catalog.Airports.ToArray())
         from isAround in Gen.Elements(true, true, false)
         from radius in Gen.Choose(1, 100)
         let anywhere = new Coordinates(latitude / 10_000.0, longitude / 10_000.0)
         let beside = around.Location with { Latitude = around.Location.Latitude / 1.001 }
         select (Position: isAround ? beside : anywhere, radius)).ToArbitrary(),
        one =>
        {
            var found = places.Catalog.FindNear(one.Position, one.radius);
            var sorted = places.Catalog.Airports.OrderBy(airport => one.Position.DistanceTo(airport.Location)).ToArray();
            Assert.Equal(sorted[0], found.Nearest);
            Assert.Equal(
                sorted.TakeWhile(airport => one.Position.DistanceTo(airport.Location) <= one.radius)
                    .Where(airport => airport.Country == sorted[0].Country).Take(NearbyAirports.MaxAirports),
                found.Airports);
            Assert.Equal(PlacesFixture.GetDistance(one.Position, sorted[0].Location), found.DistanceKm, 0.1);
        }).Check(Config.QuickThrowOnFailure);
}
