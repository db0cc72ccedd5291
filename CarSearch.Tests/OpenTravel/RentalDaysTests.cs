using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Answers that are for other days than were asked for: from 4 to 6 December at 10 in New York.</summary>
public sealed class RentalDaysTests : IDisposable
{
    private readonly FarOffice office = new();

    public void Dispose() => office.Dispose();

    [Theory]
    [InlineData("2026-12-05T10:00:00", "2026-12-07T10:00:00", "2026-12-05 to 2026-12-07")]
    [InlineData("2026-12-04T10:00:00", "2026-12-07T08:00:00", "2026-12-04 to 2026-12-07")]
    [InlineData("2026-12-03T10:00:00Z", "2026-12-06T10:00:00Z", "2026-12-03 to 2026-12-06")]
    [InlineData("", "2026-12-09", "2026-12-04 to 2026-12-09")]
    [InlineData("2025-12-04T10:00:00", "", "2025-12-04 to 2026-12-06")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01 to 9999-12-31")]
    [InlineData("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "0001-01-01 to 9999-12-31")]
    public async Task Prices_for_other_days_are_refused(string from, string to, string days)
    {
        office.For("JFK", Core(from, to) + FarOffice.Vehicles(("1", 100)));
        var failure = await Assert.ThrowsAsync<SupplierException>(() => office.AskAsync(SampleRequests.Weekend));
        Assert.Equal($"Northway answered for other days than it was asked for: {days}.", failure.Message);
    }

    [Theory]
    [InlineData("2026-12-04T10:00:00", "2026-12-06T10:00:00")]
    [InlineData("2026-12-04T10:30", "2026-12-06T08:00")]
    [InlineData("2026-12-04T10:00:00-06:00", "2026-12-06T10:00:00+14:00")]
    [InlineData("2026-12-05T00:00:00+09:00", "2026-12-07T00:00:00.000+09:00")]
    [InlineData("2026-12-05T04:59:59Z", "2026-12-06T15:00:00Z")]
    [InlineData("04.12.2026 10:00", "06/12/2026")]
    [InlineData("2026-13-45T10:00:00", "soon")]
    [InlineData("", "")]
    public async Task The_same_days_in_other_words_are_not(string from, string to) =>
        Assert.Single((await office.For("JFK", Core(from, to) + FarOffice.Vehicles(("1", 100))).AskAsync(SampleRequests.Weekend)).Offers);

    [Fact]
    public async Task Without_prices_the_days_do_not_matter() =>
        Assert.Empty((await office.For("JFK", Core("2020-01-01", "2020-01-02") + "<Success/><VehAvailRSCore/>").AskAsync(SampleRequests.Weekend)).Offers);

    private static string Core(string from, string to) => $"""<VehRentalCore PickUpDateTime="{from}" ReturnDateTime="{to}"><PickUpLocation LocationCode="JFK"/></VehRentalCore>""";
}
