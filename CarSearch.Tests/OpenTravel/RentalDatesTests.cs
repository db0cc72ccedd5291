using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Responses for other dates than requested, which are December 4 to 6, 10:00, in New York.</summary>
public sealed class RentalDatesTests : IDisposable
{
    private readonly FakeSupplier supplier = new();

    public void Dispose() => supplier.Dispose();

    [Theory]
    [InlineData("2026-12-05T10:00:00", "2026-12-07T10:00:00", "2026-12-05 to 2026-12-07")]
    [InlineData("2026-12-03T10:00:00Z", "2026-12-06T10:00:00Z", "2026-12-03 to 2026-12-06")]
    [InlineData("", "2026-12-09", "2026-12-04 to 2026-12-09")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01 to 9999-12-31")]
    [InlineData("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "0001-01-01 to 9999-12-31")]
    public async Task Offers_for_other_dates_are_rejected(string from, string to, string days)
    {
        supplier.For("JFK", Core(from, to) + FakeSupplier.Vehicles(("1", 100)));
        var failure = await Assert.ThrowsAsync<SupplierException>(() => supplier.SearchAsync(SampleRequests.Weekend));
        Assert.Equal($"Northway returned offers for other dates than requested: {days}.", failure.Message);
    }

    [Theory]
    [InlineData("2026-12-04T10:00:00", "2026-12-06T10:00:00")]
    [InlineData("2026-12-04T10:30", "2026-12-06T08:00")]
    [InlineData("2026-12-04T10:00:00-06:00", "2026-12-06T10:00:00+14:00")]
    [InlineData("2026-12-05T04:59:59Z", "2026-12-06T15:00:00Z")]
    [InlineData("04.12.2026 10:00", "06/12/2026")]
    [InlineData("2026-13-45T10:00:00", "soon")]
    [InlineData("", "")]
    public async Task The_same_dates_in_another_format_are_accepted(string from, string to) =>
        Assert.Single(
            (await supplier.For("JFK", Core(from, to) + FakeSupplier.Vehicles(("1", 100))).SearchAsync(SampleRequests.Weekend)).Offers);

    [Fact]
    public async Task Without_offers_the_dates_are_ignored() =>
        Assert.Empty((await supplier.For("JFK", Core("2020-01-01", "2020-01-02") + "<Success/><VehAvailRSCore/>")
            .SearchAsync(SampleRequests.Weekend)).Offers);

    private static string Core(string from, string to) =>
        $"""<VehRentalCore PickUpDateTime="{from}" ReturnDateTime="{to}"><PickUpLocation LocationCode="JFK"/></VehRentalCore>""";
}
