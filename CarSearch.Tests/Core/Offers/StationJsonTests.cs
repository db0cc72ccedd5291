using System.Text.Json;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>The JSON of stations. A detail that can't be served is null, and the offer remains.</summary>
public sealed class StationJsonTests
{
    private static readonly SupplierOffer Good = TestOffers.Offer("1");

    [Fact]
    public void The_text_of_a_station_is_this()
    {
        var station = new OfferStation("JFK", "Kennedy", true)
        {
            Address = "Building 300, Jamaica",
            Location = new(40.64131234567, -73.7781),
            Phone = "+1 (202) 555-0117",
            Hours = "24/7",
            Access = StationAccess.CounterInTerminalShuttleToCar,
        };
        Assert.Equal(
            """
            {"place":"JFK","name":"Kennedy","atAirport":true,"address":"Building 300, Jamaica","location":{"lat":40.641312,"lon":-73.7781},
            "phone":"+1 (202) 555-0117","hours":"24/7","howToGetThere":"counterInTerminalShuttleToCar"}
            """.ReplaceLineEndings(""),
            OfferSchema.Serve(Good with { PickUp = station }).GetProperty("pickUp").GetRawText());
    }

    [Theory]
    [InlineData(90.1, 0)]
    [InlineData(0, -180.1)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Coordinates_out_of_range_are_null(double latitude, double longitude)
    {
        var station = Good.PickUp with { Location = new(latitude, longitude) };
        Assert.Equal(JsonValueKind.Null, Serve(station).GetProperty("location").ValueKind);
    }

    [Fact]
    public void Details_that_can_not_be_served_are_null()
    {
        var station = Serve(Good.PickUp with
        {
            Address = new string('a', 201), Phone = "javascript:1234", Hours = "\u202E", Access = (StationAccess)99,
        });
        Assert.All(
            ["address", "phone", "hours", "howToGetThere"],
            name => Assert.Equal(JsonValueKind.Null, station.GetProperty(name).ValueKind));
    }

    [Fact]
    public void Details_are_sanitized()
    {
        var station = Serve(Good.PickUp with { Address = "1 Road\u202E\nCity", Phone = "+1\u200B 555", Hours = "Mo\u2028Tu" });
        Assert.Equal(
            ("1 Road City", "+1 555", "Mo Tu"),
            (Text("address"), Text("phone"), Text("hours")));

        string? Text(string name) => station.GetProperty(name).GetString();
    }

    [Fact]
    public void Stations_are_not_confused_by_the_cache()
    {
        var shared = Good.PickUp with { Address = "A" };
        SupplierOffer[] offers =
        [
            Good with { PickUp = shared, DropOff = shared },
            Good with { Reference = "2", PickUp = shared, DropOff = Good.DropOff with { Address = "B" } },
            .. Enumerable.Range(3, 600).Select(i => Good with { Reference = $"{i}", PickUp = Good.PickUp with { Address = $"{i}" } }),
        ];
        var block = SampleRecords.Block("A", offers);
        var served = JsonElement.Parse($"[{System.Text.Encoding.UTF8.GetString(block.Json.Span)}]").EnumerateArray().ToArray();
        Assert.Equal(
            offers.Select(offer => (offer.PickUp.Address, offer.DropOff.Address)),
            served.Select(offer => (Address(offer, "pickUp"), Address(offer, "dropOff"))));

        static string? Address(JsonElement offer, string station) => offer.GetProperty(station).GetProperty("address").GetString();
    }

    private static JsonElement Serve(OfferStation station) => OfferSchema.Serve(Good with { PickUp = station }).GetProperty("pickUp");
}
