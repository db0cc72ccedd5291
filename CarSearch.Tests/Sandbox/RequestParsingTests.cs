using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

/// <summary>The request that a supplier receives for a message.</summary>
public sealed class RequestParsingTests
{
    [Fact]
    public async Task A_complete_message_is_parsed()
    {
        var received = await ReceiveAsync(Weekend.Replace("Location LocationCode=\"JFK\"", "Location LocationCode=\"nyc\"",
            StringComparison.Ordinal).Replace("\"30\"", "\"24\"", StringComparison.Ordinal));

        Assert.Equal("abc", received.EchoToken);
        Assert.Equal(TestSearches.Start, received.RequestedAt);
        Assert.Equal(
            (24, "US", "USD", 2), (received.Search.DriverAge, received.Search.Residence, received.Search.Currency, received.Search.Days));
        Assert.Equal(("NYC", "New York", "US", "America/New_York"), Place(received.Search.PickUp));
        Assert.Equal(new DateTime(2026, 12, 4, 10, 0, 0), received.Search.PickUp.At);
        Assert.Equal(new DateTime(2026, 12, 6, 10, 0, 0), received.Search.DropOff.At);
        Assert.Contains("EWR", received.Search.PickUp.Airports.Select(airport => airport.Code));
        Assert.Equal(received.Search.PickUp.Airports, received.Search.DropOff.Airports);
    }

    [Fact]
    public async Task Missing_values_have_defaults()
    {
        var received = await ReceiveAsync("""
            <OTA_VehAvailRateRQ><VehAvailRQCore>
              <VehRentalCore PickUpDateTime="2026-12-04T10:00:59" ReturnDateTime="2026-12-06T10:00">
                <PickUpLocation LocationCode="OSL"/></VehRentalCore>
            </VehAvailRQCore></OTA_VehAvailRateRQ>
            """);

        Assert.Equal("", received.EchoToken);
        Assert.Null(received.RequestedAt);
        Assert.Equal(
            (30, "NO", "NOK", 2), (received.Search.DriverAge, received.Search.Residence, received.Search.Currency, received.Search.Days));
        Assert.Equal(("OSL", "OSL"), (received.Search.PickUp.Place, received.Search.DropOff.Place));
        Assert.Equal(new DateTime(2026, 12, 4, 10, 0, 0), received.Search.PickUp.At);
    }

    [Theory]
    [InlineData("2026-11-23T17:00:00+01:00", 16)]
    [InlineData("2026-11-23T17:00:00", 17)]
    public async Task The_time_stamp_is_UTC_by_default(string timeStamp, int hour)
    {
        var received = await ReceiveAsync(Weekend.Replace("2026-11-23T17:00:00Z", timeStamp, StringComparison.Ordinal));

        Assert.Equal(new DateTimeOffset(2026, 11, 23, hour, 0, 0, TimeSpan.Zero), received.RequestedAt);
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
    public async Task Days_are_periods_of_24_hours_between_the_local_times(string from, string start, string to, string end, int days)
    {
        var received = await ReceiveAsync(Weekend
            .Replace("PickUpLocation LocationCode=\"JFK\"", $"PickUpLocation LocationCode=\"{from}\"", StringComparison.Ordinal)
            .Replace("ReturnLocation LocationCode=\"JFK\"", $"ReturnLocation LocationCode=\"{to}\"", StringComparison.Ordinal)
            .Replace("2026-12-04T10:00:00", start, StringComparison.Ordinal)
            .Replace("2026-12-06T10:00:00", end, StringComparison.Ordinal));

        Assert.Equal(days, received.Search.Days);
    }

    [Theory]
    [InlineData("ISOCountry=\"FR\"", "<CitizenCountryName Code=\"DE\"/>", "DE")]
    [InlineData("ISOCountry=\"FR\"", "", "FR")]
    [InlineData("", "<CitizenCountryName Code=\"DE\"/>", "DE")]
    public async Task The_country_of_the_citizen_takes_precedence_over_the_source(string source, string citizen, string residence)
    {
        var received = await ReceiveAsync(Weekend
            .Replace("ISOCountry=\"US\"", source, StringComparison.Ordinal)
            .Replace(
                "</OTA_VehAvailRateRQ>",
                $"<VehAvailRQInfo><Customer><Primary>{citizen}</Primary></Customer></VehAvailRQInfo></OTA_VehAvailRateRQ>",
                StringComparison.Ordinal));

        Assert.Equal(residence, received.Search.Residence);
    }

    private static (string Code, string Name, string Country, string TimeZone) Place(RentalPoint point) =>
        (point.Place, point.Name, point.Country, point.TimeZone);

    private static async Task<SupplierRequest> ReceiveAsync(string message)
    {
        SupplierRequest? received = null;
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(request =>
        {
            received = request;
            return Task.FromResult(new SupplierResponse([]));
        }));
        await sandbox.PostForMessageAsync("Alpha", message);
        return Assert.IsType<SupplierRequest>(received);
    }
}
