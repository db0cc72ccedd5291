using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

/// <summary>What a supplier hears of a message.</summary>
public sealed class UnderstandingTests
{
    [Fact]
    public async Task A_whole_message_is_heard_as_it_was_put()
    {
        var heard = await HearAsync(Weekend.Replace("Location LocationCode=\"JFK\"", "Location LocationCode=\"nyc\"", StringComparison.Ordinal).Replace("\"30\"", "\"24\"", StringComparison.Ordinal));

        Assert.Equal("abc", heard.EchoToken);
        Assert.Equal(TestSearches.Start, heard.AskedAt);
        Assert.Equal((24, "US", "USD", 2), (heard.Search.DriverAge, heard.Search.Residence, heard.Search.Currency, heard.Search.Days));
        Assert.Equal(("NYC", "New York", "US", "America/New_York"), Place(heard.Search.PickUp));
        Assert.Equal(new DateTime(2026, 12, 4, 10, 0, 0), heard.Search.PickUp.At);
        Assert.Equal(new DateTime(2026, 12, 6, 10, 0, 0), heard.Search.DropOff.At);
        Assert.Contains("EWR", heard.Search.PickUp.Airports.Select(airport => airport.Code));
        Assert.Equal(heard.Search.PickUp.Airports, heard.Search.DropOff.Airports);
    }

    [Fact]
    public async Task What_a_message_leaves_out_is_as_usual()
    {
        var heard = await HearAsync("""
            <OTA_VehAvailRateRQ><VehAvailRQCore>
              <VehRentalCore PickUpDateTime="2026-12-04T10:00:59" ReturnDateTime="2026-12-06T10:00"><PickUpLocation LocationCode="OSL"/></VehRentalCore>
            </VehAvailRQCore></OTA_VehAvailRateRQ>
            """);

        Assert.Equal("", heard.EchoToken);
        Assert.Null(heard.AskedAt);
        Assert.Equal((30, "NO", "NOK", 2), (heard.Search.DriverAge, heard.Search.Residence, heard.Search.Currency, heard.Search.Days));
        Assert.Equal(("OSL", "OSL"), (heard.Search.PickUp.Place, heard.Search.DropOff.Place));
        Assert.Equal(new DateTime(2026, 12, 4, 10, 0, 0), heard.Search.PickUp.At);
    }

    [Theory]
    [InlineData("2026-11-23T17:00:00+01:00", 16)]
    [InlineData("2026-11-23T17:00:00", 17)]
    public async Task The_time_stamp_is_when_it_was_asked_in_UTC_unless_told(string timeStamp, int hour)
    {
        var heard = await HearAsync(Weekend.Replace("2026-11-23T17:00:00Z", timeStamp, StringComparison.Ordinal));

        Assert.Equal(new DateTimeOffset(2026, 11, 23, hour, 0, 0, TimeSpan.Zero), heard.AskedAt);
    }

    [Theory]
    [InlineData("JFK", "2026-12-04T10:00", "JFK", "2026-12-05T10:00", 1)]
    [InlineData("JFK", "2026-12-04T10:00", "JFK", "2026-12-05T10:01", 2)]
    [InlineData("JFK", "2026-12-04T10:00", "LAX", "2026-12-06T10:00", 3)]
    [InlineData("LAX", "2026-12-04T10:00", "JFK", "2026-12-06T10:00", 2)]
    [InlineData("JFK", "2026-12-04T10:00", "LAX", "2026-12-04T09:00", 1)]
    [InlineData("JFK", "2027-03-13T10:00", "JFK", "2027-03-14T10:00", 1)]
    [InlineData("JFK", "2026-10-31T10:00", "JFK", "2026-11-01T10:00", 2)]
    [InlineData("JFK", "2026-11-01T01:30", "JFK", "2026-11-02T01:30", 2)]
    public async Task Days_are_periods_of_24_hours_by_the_clocks_of_both_places(string from, string start, string to, string end, int days)
    {
        var heard = await HearAsync(Weekend
            .Replace("PickUpLocation LocationCode=\"JFK\"", $"PickUpLocation LocationCode=\"{from}\"", StringComparison.Ordinal)
            .Replace("ReturnLocation LocationCode=\"JFK\"", $"ReturnLocation LocationCode=\"{to}\"", StringComparison.Ordinal)
            .Replace("2026-12-04T10:00:00", start, StringComparison.Ordinal)
            .Replace("2026-12-06T10:00:00", end, StringComparison.Ordinal));

        Assert.Equal(days, heard.Search.Days);
    }

    [Theory]
    [InlineData("ISOCountry=\"FR\"", "<CitizenCountryName Code=\"DE\"/>", "DE")]
    [InlineData("ISOCountry=\"FR\"", "", "FR")]
    [InlineData("", "<CitizenCountryName Code=\"DE\"/>", "DE")]
    public async Task The_country_of_the_citizen_says_more_than_that_of_the_source(string source, string citizen, string residence)
    {
        var heard = await HearAsync(Weekend
            .Replace("ISOCountry=\"US\"", source, StringComparison.Ordinal)
            .Replace("</OTA_VehAvailRateRQ>", $"<VehAvailRQInfo><Customer><Primary>{citizen}</Primary></Customer></VehAvailRQInfo></OTA_VehAvailRateRQ>", StringComparison.Ordinal));

        Assert.Equal(residence, heard.Search.Residence);
    }

    private static (string Code, string Name, string Country, string TimeZone) Place(RentalPoint point) => (point.Place, point.Name, point.Country, point.TimeZone);

    private static async Task<SupplierRequest> HearAsync(string message)
    {
        SupplierRequest? heard = null;
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(request =>
        {
            heard = request;
            return Task.FromResult(new SupplierAnswer([]));
        }));
        await sandbox.AnswerAsync("Alpha", message);
        return Assert.IsType<SupplierRequest>(heard);
    }
}
