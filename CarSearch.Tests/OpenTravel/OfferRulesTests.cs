using System.Globalization;
using System.Net;
using System.Text;
using CarSearch.OpenTravel.Responses;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Rules for repeated and inapplicable elements of an offer.</summary>
public sealed class OfferRulesTests
{
    [Theory]
    [InlineData(
        """<RateDistance Quantity="500" DistUnitName="Km" VehiclePeriodUnitName="RentalPeriod"/><RateDistance Unlimited="true" """ +
        """VehiclePeriodUnitName="RentalPeriod"/>""", 500)]
    [InlineData(
        """<RateDistance Unlimited="true" VehiclePeriodUnitName="ExtraDay"/><RateDistance Quantity="100" DistUnitName="Km" """ +
        """VehiclePeriodUnitName="Day"/>""", 200)]
    [InlineData(
        """<RateDistance Unlimited="true" VehiclePeriodUnitName="Day"/><RateDistance Quantity="100" DistUnitName="Km" """ +
        """VehiclePeriodUnitName="Day"/>""", null)]
    public async Task The_first_usable_distance_is_used(string distances, int? included)
    {
        var offer = await OfferAsync(rate: distances);
        Assert.Equal(included, Assert.IsType<Mileage>(offer.Mileage).Included);
    }

    [Theory]
    [InlineData("Week", 2, 700)]
    [InlineData("Week", 10, null)]
    [InlineData("Month", 30, 700)]
    [InlineData("Month", 31, null)]
    [InlineData("Day", 3, 2_100)]
    [InlineData("RentalPeriod", 10, 700)]
    [InlineData("Weekend", 2, null)]
    [InlineData("", 2, null)]
    public async Task The_distance_of_a_period_is_converted_to_the_rental_if_possible(string period, int days, int? included)
    {
        var offer = await OfferAsync(rate: $"""<RateDistance Quantity="700" DistUnitName="Km" VehiclePeriodUnitName="{period}"/>""",
            search: Rental(SampleRequests.Weekend.PickUp.At, SampleRequests.Weekend.PickUp.At.AddDays(days)));
        Assert.Equal(included, offer.Mileage?.Included);
        Assert.Equal(included is null, offer.Mileage is null);
    }

    [Theory]
    [InlineData("2027-04-03T10:00", "2027-04-04T10:00", 200)] // Sydney: 25 hours
    [InlineData("2027-10-02T10:00", "2027-10-03T10:00", 200)] // 23 hours
    [InlineData("2027-10-02T10:00", "2027-10-03T10:30", 400)] // 23.5 hours
    [InlineData("2027-04-03T10:00", "2027-04-04T09:30", 200)]
    [InlineData("2027-04-03T10:00", "2027-04-03T09:30", 200)] // across the date line or a time zone
    [InlineData("2027-04-03T10:00", "2027-04-04T10:01", 400)]
    public async Task A_daily_distance_counts_the_days_between_the_local_times(string pickUp, string dropOff, int included)
    {
        var search = Rental(
            DateTime.Parse(pickUp, CultureInfo.InvariantCulture), DateTime.Parse(dropOff, CultureInfo.InvariantCulture));
        var offer = await OfferAsync(
            rate: """<RateDistance Quantity="200" DistUnitName="Km" VehiclePeriodUnitName="Day"/>""", search: search with { Days = 99 });
        Assert.Equal((included, included / 200), (offer.Mileage!.Included, offer.Price.Days));
    }

    [Fact]
    public async Task Days_are_those_of_the_search_if_the_supplier_counts_the_same() =>
        Assert.Null((await OfferAsync()).Price.Days);

    [Theory]
    [InlineData("Available", "available")]
    [InlineData("AVAILABLE", "available")]
    [InlineData(" available\t", "available")]
    [InlineData("", "available")]
    [InlineData("OK", "available")]
    [InlineData("free-sale", "available")]
    [InlineData("available for sale", "available")]
    [InlineData("true", "available")]
    [InlineData("OnRequest", "on request")]
    [InlineData("On Request", "on request")]
    [InlineData("All", "on request")]
    [InlineData("Disponível", "on request")]
    [InlineData("A status of many more letters than any of the list has", "on request")]
    [InlineData("Unavailable", "none")]
    [InlineData("Not Available", "none")]
    [InlineData("NOT_AVAILABLE", "none")]
    [InlineData("SoldOut", "none")]
    [InlineData("Closed", "none")]
    [InlineData("Closed On Arrival", "none")]
    [InlineData("None", "none")]
    [InlineData("false", "none")]
    [InlineData("Waitlist", "none")]
    [InlineData("Confirmed", "none")]
    public async Task The_status_is_recognized_in_any_spelling(string status, string expected)
    {
        var offer = (await OffersAsync(status: status)).SingleOrDefault();
        Assert.Equal(expected, offer switch { null => "none", { OnRequest: true } => "on request", _ => "available" });
    }

    [Theory]
    [InlineData("Unavailable", "Available")]
    [InlineData("Available", "Unavailable")]
    public async Task An_offer_with_two_statuses_is_available_if_both_are(string offer, string core) =>
        Assert.Empty(await OffersAsync(status: core, offerStatus: offer));

    [Theory]
    [InlineData("""<Reference Type="16" ID="a"/><Reference Type="36" ID="b" URL="token"/>""", "a")]
    [InlineData("""<Reference Type="36" URL="token"/><Reference Type="16" ID="b"/>""", "b")]
    public async Task Two_references_are_not_mixed(string references, string expected) =>
        Assert.Equal(expected, (await OfferAsync(references: references)).Reference);

    [Fact]
    public async Task A_return_location_does_not_apply_to_the_pick_up()
    {
        var weekend = SampleRequests.Weekend;
        var oneWay = weekend with { DropOff = weekend.DropOff with { Place = "LAX", Name = "Los Angeles",
            Airports = [new("LAX", "Los Angeles")] } };
        var offer = await OfferAsync(
            info: """<LocationDetails CodeContext="Return Location" Code="LAX" Name="Century Boulevard"/>""", search: oneWay);
        Assert.Equal(("JFK", "LAX", "Century Boulevard"), (offer.PickUp.Place, offer.DropOff.Place, offer.DropOff.Name));
        Assert.NotEqual("Century Boulevard", offer.PickUp.Name);
    }

    private static SearchRequest Rental(DateTime pickUp, DateTime dropOff)
    {
        var weekend = SampleRequests.Weekend;
        return weekend with { PickUp = weekend.PickUp with { At = pickUp }, DropOff = weekend.DropOff with { At = dropOff } };
    }

    private static async Task<SupplierOffer> OfferAsync(
        string rate = "", string references = """<Reference Type="16" ID="1"/>""", string info = "", SearchRequest? search = null) =>
        Assert.Single(await OffersAsync(rate, references, info, search));

    private static async Task<IReadOnlyList<SupplierOffer>> OffersAsync(
        string rate = "", string references = """<Reference Type="16" ID="1"/>""", string info = "", SearchRequest? search = null,
            string status = "Available", string offerStatus = "")
    {
        var text = $"""
            <OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail>
            <VehAvails><VehAvail Status="{offerStatus}"><VehAvailCore Status="{status}">
            <Vehicle Code="CDAR" CodeContext="SIPP"/><RentalRate>{rate}</RentalRate>
            <TotalCharge EstimatedTotalAmount="100" CurrencyCode="USD"/>{references}
            </VehAvailCore></VehAvail></VehAvails>
            <Info>{info}</Info></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>
            """;
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
        search ??= SampleRequests.Weekend;
        return (await OpenTravelResponse.ReadAsync(response, "Avenue", search, [], CancellationToken.None)).Offers;
    }
}
