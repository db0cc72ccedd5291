using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Texts of a response with control and format characters.</summary>
public sealed class UnsafeTextTests
{
    [Fact]
    public async Task Names_are_sanitized()
    {
        var response = await ReadAsync(name: "Golf\u202Efdp", vendor: "Alder\u2066way", station: "Ken\u200Bnedy&#10;2");
        var offer = Assert.Single(response.Offers);
        Assert.Equal(
            ("Golffdp", "Alderway", "Kennedy 2", "Kennedy 2"), (offer.Vehicle, offer.Vendor, offer.PickUp.Name, offer.DropOff.Name));
    }

    [Fact]
    public async Task A_name_of_nothing_else_is_missing()
    {
        var offer = Assert.Single((await ReadAsync(name: "\u202E\u200B", vendor: "\u2069", station: "\uFEFF")).Offers);
        Assert.Equal(
            ("Compact car", null, SampleRequests.Weekend.PickUp.Airports[0].Name), (offer.Vehicle, offer.Vendor, offer.PickUp.Name));
    }

    [Fact]
    public async Task A_secret_between_format_characters_is_found()
    {
        var response = await ReadAsync(name: "Golf hun\u202Eter2");
        Assert.Equal((0, 1), (response.Offers.Count, response.Dropped));
        var failure = await Assert.ThrowsAsync<SupplierException>(() => ReadAsync(
            "<OTA_VehAvailRateRS><Errors><Error Code=\"187\">no hun\u200Bter2 \u202Ehere&#133;</Error></Errors></OTA_VehAvailRateRS>"));
        Assert.Equal("Avenue failed: no *** here (OTA error 187).", failure.Message);
    }

    [Fact]
    public async Task A_reference_is_unchanged()
    {
        Assert.Equal("a\u202Eb", Assert.Single((await ReadAsync(reference: "ID=\"a\u202Eb\"")).Offers).Reference);
        var response = await ReadAsync(reference: "ID=\"a\u202Eb\" DateTime=\"2026-12-04\"");
        Assert.Equal("ID=a%E2%80%AEb&DateTime=2026-12-04", Assert.Single(response.Offers).Reference);
    }

    [Theory]
    [InlineData("https://known.example@other.example/")]
    [InlineData("https://known.example\\@other.example/")]
    public async Task An_address_that_seems_another_is_not_a_booking_page(string address) =>
        Assert.Null(Assert.Single((await ReadAsync(reference: $"ID=\"1\" URL=\"{address}\"")).Offers).BookingUrl);

    private static Task<SupplierResponse> ReadAsync(
        string name = "Golf", string vendor = "Alderway", string station = "Kennedy", string reference = "ID=\"1\"") => ReadAsync($"""
            <OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><Vendor>{vendor}</Vendor>
            <VehAvails><VehAvail><VehAvailCore Status="Available">
            <Vehicle Code="CDAR" CodeContext="SIPP"><VehMakeModel Name="{name}"/></Vehicle>
            <TotalCharge EstimatedTotalAmount="100" CurrencyCode="USD"/><Reference {reference}/>
            </VehAvailCore></VehAvail></VehAvails><Info><LocationDetails Code="JFK" Name="{station}"/></Info></VehVendorAvail>
            </VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>
            """);

    private static async Task<SupplierResponse> ReadAsync(string text)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
        return await OpenTravelResponse.ReadAsync(response, "Avenue", SampleRequests.Weekend, ["hunter2"], CancellationToken.None);
    }
}
