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
    [InlineData("Week", 7, 700)]
    [InlineData("Week", 14, 1_400)]
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
            search: SampleRequests.Weekend with { Days = days });
        Assert.Equal(included, offer.Mileage?.Included);
        Assert.Equal(included is null, offer.Mileage is null);
    }

    [Theory]
    [InlineData("Available", false)]
    [InlineData("AVAILABLE", false)]
    [InlineData("", false)]
    [InlineData("OnRequest", true)]
    [InlineData("Disponível", true)]
    public async Task The_status_is_not_case_sensitive(string status, bool isOnRequest) =>
        Assert.Equal(isOnRequest, (await OfferAsync(status: status)).OnRequest);

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

    private static async Task<SupplierOffer> OfferAsync(
        string rate = "", string status = "Available", string references = """<Reference Type="16" ID="1"/>""", string info = "",
            SearchRequest? search = null)
    {
        var text = $"""
            <OTA_VehAvailRateRS><Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail>
            <VehAvails><VehAvail><VehAvailCore Status="{status}">
            <Vehicle Code="CDAR" CodeContext="SIPP"/><RentalRate>{rate}</RentalRate>
            <TotalCharge EstimatedTotalAmount="100" CurrencyCode="USD"/>{references}
            </VehAvailCore></VehAvail></VehAvails>
            <Info>{info}</Info></VehVendorAvail></VehVendorAvails></VehAvailRSCore></OTA_VehAvailRateRS>
            """;
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "text/xml") };
        return Assert.Single(
            (await OpenTravelResponse.ReadAsync(response, "Avenue", search ?? SampleRequests.Weekend, [], CancellationToken.None)).Offers);
    }
}
