using System.Globalization;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Charges that the traveller pays in addition to the total. Amounts are never added up, so that the offer has no total.</summary>
public sealed class OutsideTotalTests
{
    private const string Total = """<TotalCharge RateTotalAmount="200.00" EstimatedTotalAmount="200.00" CurrencyCode="USD"/>""";
    private const string CoverageStart = "|<PricedCoverages><PricedCoverage";
    private const string CoverageEnd = "</PricedCoverage></PricedCoverages>";
    private const string Outside = """CurrencyCode="USD" IncludedInRate="false" IncludedInEstTotalInd="false"/>""";

    [Theory]
    [InlineData("a one-way fee", $"""<Fee Purpose="2" Amount="150.00" RequiredInd="true" {Outside}""")]
    [InlineData("a fee not said to be required", $"""<Fee Purpose="6" Amount="150.00" {Outside}""")]
    [InlineData("a fee without a purpose", $"""<Fee Amount="150.00" Description="Drop charge" {Outside}""")]
    [InlineData("a fee without an amount", $"""<Fee Purpose="7" Description="Local tax 21 %" {Outside}""")]
    [InlineData("a charge", $"""<VehicleCharge Purpose="2" Amount="150.00" {Outside}""")]
    [InlineData("a charge without a purpose", $"""<VehicleCharge Amount="150.00" Description="One way" {Outside}""")]
    [InlineData("a charge with a text as purpose", $"""<VehicleCharge Purpose="One Way Fee" Amount="150.00" {Outside}""")]
    [InlineData("an airport surcharge", $"""<VehicleCharge Purpose="30" Amount="22.00" {Outside}""")]
    [InlineData("a city tax", $"""<Fee Purpose="65" Amount="3.10" {Outside}""")]
    [InlineData("flags as numbers", """<Fee Purpose="5" Amount="10.00" IncludedInRate="0" IncludedInEstTotalInd="0"/>""")]
    [InlineData("flags as words", """<Fee Purpose="5" Amount="10.00" IncludedInRate="NO" IncludedInEstTotalInd="False"/>""")]
    [InlineData("no flag for the rate", """<Fee Purpose="5" Amount="10.00" IncludedInEstTotalInd="false"/>""")]
    [InlineData("another currency", """<Fee Purpose="5" Amount="10.00" CurrencyCode="MXN" IncludedInEstTotalInd="0"/>""")]
    [InlineData("a required equipment", $"""<VehicleCharge Purpose="21" RequiredInd="true" Amount="30.00" {Outside}""")]
    [InlineData("an hour as a fee", $"""<Fee Purpose="11" Amount="12.00" {Outside}""")]
    [InlineData("a payment at the desk", $"""<Fee Purpose="23" Amount="150.00" {Outside}""")]
    [InlineData("a payment at the desk beside one at booking",
        $"""<Fee Purpose="22" Amount="200.00" IncludedInEstTotalInd="true"/><Fee Purpose="23" Amount="150.00" {Outside}""")]
    [InlineData("a required coverage",
        $"""{CoverageStart} Required="true"><Coverage CoverageType="7"/><Charge Amount="60.00" {Outside}{CoverageEnd}""")]
    [InlineData("a one-way fee as a coverage",
        $"""{CoverageStart}><Coverage CoverageType="One way" Code="412"/><Charge Amount="60.00" {Outside}{CoverageEnd}""")]
    [InlineData("taxes as a coverage's detail",
        $"""{CoverageStart}><Coverage Code="418"><Details><Charge Amount="16.83" {Outside}</Details></Coverage>{CoverageEnd}""")]
    [InlineData("a required equipment with a price of its own",
        $"""<PricedEquips><PricedEquip Required="1"><Equipment/><Charge Amount="25.00" {Outside}</PricedEquip></PricedEquips>""")]
    public async Task A_charge_in_no_total_leaves_none(string what, string lines)
    {
        Assert.True(await PriceMessages.ReadPriceAsync(Total + lines) is null, what);
        Assert.True(await PriceMessages.ReadPriceAsync(Total + lines, isGross: true) is null, $"{what}, gross");
        Assert.True(
            await PriceMessages.ReadPriceAsync("""<TotalCharge RateTotalAmount="200.00" CurrencyCode="USD"/>""" + lines) is null,
            $"{what}, rate only");
    }

    [Theory]
    [InlineData("a distance", $"""<VehicleCharge Purpose="8" Amount="0.60" RequiredInd="true" {Outside}""")]
    [InlineData("an additional day", $"""<VehicleCharge Purpose="10" Amount="40.00" {Outside}""")]
    [InlineData("an additional driver", $"""<VehicleCharge Purpose="12" Amount="40.00" {Outside}""")]
    [InlineData("a young driver", $"""<Fee Purpose="13" Amount="25.00" {Outside}""")]
    [InlineData("a senior", $"""<Fee Purpose="15" Amount="25.00" {Outside}""")]
    [InlineData("a cover", $"""<VehicleCharge Purpose="4" Amount="60.00" {Outside}""")]
    [InlineData("a fuel option", $"""<Fee Purpose="24" Amount="70.00" {Outside}""")]
    [InlineData("equipment", $"""<VehicleCharge Purpose="21" Amount="30.00" {Outside}""")]
    [InlineData("something optional", $"""<Fee Purpose="28" Amount="30.00" {Outside}""")]
    [InlineData("something not required", $"""<Fee Purpose="6" Amount="30.00" RequiredInd="false" {Outside}""")]
    [InlineData("nothing", $"""<Fee Purpose="6" Amount="0.00" {Outside}""")]
    [InlineData("a deposit", $"""<VehicleCharge Purpose="Estimated deposit amount" Amount="1050" RequiredInd="true" {Outside}""")]
    [InlineData("a deposit by its description", $"""<VehicleCharge Amount="1050" Description="Kaution: 1050" {Outside}""")]
    [InlineData("a coverage",
        $"""{CoverageStart}><Coverage CoverageType="7"/><Charge Amount="60.00" {Outside}{CoverageEnd}""")]
    [InlineData("a coverage not required",
        $"""{CoverageStart} Required="false"><Charge Amount="60.00" {Outside}{CoverageEnd}""")]
    [InlineData("a required coverage before one that is not",
        $"""{CoverageStart} Required="1"><Charge/></PricedCoverage><PricedCoverage><Charge Amount="60" {Outside}{CoverageEnd}""")]
    [InlineData("a one-way fee that does not apply",
        $"""{CoverageStart}><Coverage Code="412"/><Charge IncludedInEstTotalInd="false"/>{CoverageEnd}""")]
    [InlineData("a young driver as a coverage",
        $"""{CoverageStart}><Coverage Code="410"/><Charge Amount="60.00" {Outside}{CoverageEnd}""")]
    [InlineData("a coverage in another currency",
        $"""{CoverageStart}><Charge Amount="60.00" CurrencyCode="MXN"/>{CoverageEnd}""")]
    [InlineData("equipment with a price of its own",
        $"""<PricedEquips><PricedEquip><Equipment EquipType="8"/><Charge Amount="25.00" {Outside}</PricedEquip></PricedEquips>""")]
    [InlineData("the rental itself", $"""<VehicleCharge Purpose="1" Amount="200.00" {Outside}""")]
    [InlineData("what is in the rate", """<Fee Purpose="6" Amount="30.00" IncludedInRate="true" IncludedInEstTotalInd="false"/>""")]
    [InlineData("what is in the estimate", """<Fee Purpose="6" Amount="0.04" IncludedInRate="false" IncludedInEstTotalInd="true"/>""")]
    public async Task What_is_no_charge_of_the_rental_does_not_affect_the_total(string what, string lines) =>
        Assert.True((await PriceMessages.ReadPriceAsync(Total + lines))?.Total == 200, what);

    [Theory]
    [InlineData("13", 22, null)]
    [InlineData("13", 25, null)]
    [InlineData("14", 19, null)]
    [InlineData("Young driver", 19, null)]
    [InlineData("13", 26, 200)]
    [InlineData("15", 64, 200)]
    [InlineData("15", 65, null)]
    public async Task A_surcharge_for_an_age_applies_to_drivers_of_that_age(string purpose, int age, int? total)
    {
        var fee = $"""<Fee Purpose="{purpose}" Amount="25.00" {Outside}""";
        Assert.Equal(total, (await PriceMessages.ReadPriceAsync(Total + fee, age))?.Total);
        if (purpose == "13")
        {
            var coverage = $"""{CoverageStart}><Coverage Code="410"/><Charge Amount="9.50" {Outside}{CoverageEnd}""";
            Assert.Equal(total, (await PriceMessages.ReadPriceAsync(Total + coverage, age))?.Total);
        }
    }

    [Theory]
    [InlineData("200.00", "200.00", "150.00", null)]
    [InlineData("200.00", "200.04", "150.00", null)]
    [InlineData("200.00", "350.00", "150.00", 350)]
    [InlineData("200.00", "200.00", "0.05", 200)]
    public async Task An_estimate_that_is_the_rate_does_not_include_a_fee_beside_the_rate(
        string rate, string estimate, string fee, int? total)
    {
        var offer = $"""
            <TotalCharge RateTotalAmount="{rate}" EstimatedTotalAmount="{estimate}" CurrencyCode="USD"/>
            <Fee Purpose="2" Amount="{fee}" IncludedInRate="false"/>
            """;
        Assert.Equal(total, (await PriceMessages.ReadPriceAsync(offer))?.Total);
        Assert.Equal(
            decimal.Parse(estimate, CultureInfo.InvariantCulture), (await PriceMessages.ReadPriceAsync(offer, isGross: true))?.Total);
    }

    [Theory]
    [InlineData("200.00", "150.00", null, null)]
    [InlineData("150.00", "50.06", null, null)]
    [InlineData("150.00", "50.05", 200, 50.05)]
    [InlineData("50.00", "150.00", 200, 150.0)]
    [InlineData("40.00", "150.00", 200, 150.0)]
    public async Task Payments_do_not_exceed_the_total(string atBooking, string atPickUp, int? total, double? due)
    {
        var price = await PriceMessages.ReadPriceAsync(
            $"""
            {Total}
            <Fee Purpose="22" Amount="{atBooking}" CurrencyCode="USD"/>
            <Fee Purpose="23" Amount="{atPickUp}" CurrencyCode="USD"/>
            """);
        Assert.Equal((total, (decimal?)due), (price?.Total, price?.PayAtPickUp));
    }

    [Fact]
    public async Task A_rental_of_unknown_amount_does_not_show_that_its_tax_is_included() =>
        Assert.Null(await PriceMessages.ReadPriceAsync(
            """
            <VehicleCharge Purpose="1" TaxInclusive="false"><TaxAmounts><TaxAmount Total="12.00"/></TaxAmounts></VehicleCharge>
            <TotalCharge RateTotalAmount="100.00" CurrencyCode="USD"/>
            """));
}
