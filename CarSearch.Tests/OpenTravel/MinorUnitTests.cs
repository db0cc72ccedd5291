using System.Globalization;
using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Amounts with DecimalPlaces: in minor units in some responses, ordinary decimals in others.</summary>
public sealed class MinorUnitTests
{
    [Theory]
    [InlineData("19103", "USD", "2", "191.03")]
    [InlineData("60500", "KWD", "3", "60.500")]
    [InlineData("19103", "JPY", "0", "19103")]
    [InlineData(" 19103 ", "usd", " 2 ", "191.03")]
    [InlineData("19103", "JPY", "2", null)]
    [InlineData("19103", "USD", "3", null)]
    [InlineData("60500", "KWD", "2", null)]
    [InlineData("19103", "USD", "99", null)]
    [InlineData("19103", "USD", "0", "19103")]
    [InlineData("19103", "USD", "-2", "19103")]
    [InlineData("19103", "USD", "two", "19103")]
    [InlineData("19103", "USD", "", "19103")]
    [InlineData("191.03", "USD", "2", "191.03")]
    [InlineData("19103.00", "USD", "2", "19103.00")]
    [InlineData("191,03", "USD", "2", "191.03")]
    [InlineData("60.5", "KWD", "3", "60.5")]
    [InlineData("19103", "XYZ", "2", null)]
    public async Task One_offer_alone_is_read_by_its_amounts(string amount, string currency, string places, string? total)
    {
        var price = await PriceMessages.ReadPriceAsync(
            $"""<TotalCharge EstimatedTotalAmount="{amount}" CurrencyCode="{currency}" DecimalPlaces="{places}"/>""");
        Assert.Equal(total, price?.Total.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task All_amounts_of_an_offer_are_converted()
    {
        var price = await PriceMessages.ReadPriceAsync(
            """
            <RentalRate><VehicleCharges>
            <VehicleCharge Purpose="1" Amount="15000" CurrencyCode="USD" DecimalPlaces="2" TaxInclusive="false">
            <Calculation UnitCharge="3000"/></VehicleCharge></VehicleCharges></RentalRate>
            <TotalCharge RateTotalAmount="15000" EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>
            <Fees><Fee Purpose="23" Amount="4103" CurrencyCode="USD" DecimalPlaces="2" IncludedInRate="false"/></Fees>
            """);
        Assert.Equal(
            new OfferPrice { Total = 191.03m, Currency = "USD", Base = 150, TaxesAndFees = 41.03m, PayAtPickUp = 41.03m }, price);
    }

    [Theory]
    [InlineData("a total", """<TotalCharge EstimatedTotalAmount="187.30" CurrencyCode="USD" DecimalPlaces="2"/>""")]
    [InlineData("a total of no decimals", """<TotalCharge EstimatedTotalAmount="187.00" CurrencyCode="USD" DecimalPlaces="2"/>""")]
    [InlineData("a charge", """<VehicleCharge Purpose="1" Amount="187.3" DecimalPlaces="2"/>""")]
    [InlineData("a charge of zero", """<VehicleCharge Purpose="30" Amount="0.00" DecimalPlaces="2"/>""")]
    [InlineData("a fee", """<Fee Purpose="6" Amount="12,50" DecimalPlaces="2"/>""")]
    [InlineData("a tax",
        """<VehicleCharge Purpose="1" Amount="187" DecimalPlaces="2"><TaxAmounts><TaxAmount Total="9.35"/></TaxAmounts></VehicleCharge>""")]
    [InlineData("the price of a day",
        """<VehicleCharge Purpose="1" Amount="187" DecimalPlaces="2"><Calculation UnitCharge="37.40"/></VehicleCharge>""")]
    [InlineData("a payment", """|<PaymentRules><PaymentRule PaymentType="5" Amount="25.50" DecimalPlaces="2"/></PaymentRules>""")]
    [InlineData("a coverage",
        """|<PricedCoverages><PricedCoverage><Charge Amount="17.50" DecimalPlaces="2"/></PricedCoverage></PricedCoverages>""")]
    public async Task A_fraction_anywhere_means_ordinary_decimals(string what, string other)
    {
        const string Whole = """<TotalCharge EstimatedTotalAmount="240" CurrencyCode="USD" DecimalPlaces="2"/>""";
        foreach (var offers in new[] { new[] { Whole, other }, [other, Whole] })
        {
            Assert.True((await PriceMessages.ReadAsync(offers)).Offers.Any(offer => offer.Price.Total == 240), what);
        }

        Assert.Equal(2.4m, (await PriceMessages.ReadPriceAsync(Whole))!.Total);
    }

    [Fact]
    public async Task A_fraction_at_the_end_of_a_long_response_counts()
    {
        var offers = Enumerable.Range(100, 4_000)
            .Select(total => $"""<TotalCharge EstimatedTotalAmount="{total}" CurrencyCode="USD" DecimalPlaces="2"/>""");
        var minor = await PriceMessages.ReadAsync(offers);
        Assert.Equal((1.00m, 40.99m), (minor.Offers[0].Price.Total, minor.Offers[^1].Price.Total));
        var natural = await PriceMessages.ReadAsync(
            offers.Append("""<TotalCharge EstimatedTotalAmount="187.30" CurrencyCode="USD" DecimalPlaces="2"/>"""));
        Assert.Equal((100m, 187.30m), (natural.Offers[0].Price.Total, natural.Offers[^1].Price.Total));
        Assert.Equal((4_000, 4_001), (minor.Offers.Count, natural.Offers.Count));
    }

    [Fact]
    public async Task Zeros_do_not_show_the_unit()
    {
        var price = await PriceMessages.ReadPriceAsync(
            """
            <TotalCharge RateTotalAmount="0" EstimatedTotalAmount="19103" CurrencyCode="USD"/>
            <Fee Purpose="6" Amount="0" CurrencyCode="USD" DecimalPlaces="2"/>
            """);
        Assert.Equal(19_103, price!.Total);
        price = await PriceMessages.ReadPriceAsync(
            """
            <TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>
            <Fee Purpose="23" Amount="0" CurrencyCode="USD" DecimalPlaces="2"/>
            """);
        Assert.Equal((191.03m, 0), (price!.Total, price.PayAtPickUp));
    }

    [Fact]
    public async Task A_whole_number_with_decimal_places_beside_other_fractions_is_unknown()
    {
        var price = await PriceMessages.ReadPriceAsync(
            """
            <TotalCharge EstimatedTotalAmount="4591.03" CurrencyCode="USD"/>
            <Fee Purpose="23" Amount="4103" CurrencyCode="USD" DecimalPlaces="2"/>
            """);
        Assert.Equal((4591.03m, null), (price!.Total, price.PayAtPickUp));
        Assert.Null(await PriceMessages.ReadPriceAsync(
            """
            <TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>
            <VehicleCharge Purpose="8" Amount="0.25" CurrencyCode="USD"/>
            """));
        Assert.Equal(
            191.03m,
            (await PriceMessages.ReadAsync(
                [
                    """<TotalCharge EstimatedTotalAmount="191.03" CurrencyCode="USD"/>""",
                    """<TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>""",
                ])).Offers.Single().Price.Total);
    }

    [Theory]
    [InlineData(
        """<VehicleCharge Amount="15000" CurrencyCode="USD" DecimalPlaces="2"/><TotalCharge EstimatedTotalAmount="19103"/>""",
        "191.03 USD")]
    [InlineData("""<TotalCharge EstimatedTotalAmount="19103"/><Fee Amount="4103" CurrencyCode="USD" DecimalPlaces="2"/>""", "191.03 USD")]
    [InlineData("""<TotalCharge EstimatedTotalAmount="19103" DecimalPlaces="2"/><Fee Amount="4103" CurrencyCode="USD"/>""", "191.03 USD")]
    [InlineData(
        """<TotalCharge EstimatedTotalAmount="191" CurrencyCode="USD"/><Fee Amount="4103" CurrencyCode="USD" DecimalPlaces="2"/>""", null)]
    [InlineData(
        """<TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>""" +
        """<Fee Amount="4103" CurrencyCode="USD" DecimalPlaces="3"/>""",
        null)]
    [InlineData(
        """<TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>""" +
        """<Fee Amount="4103" CurrencyCode="JPY" DecimalPlaces="0"/>""",
        "191.03 USD")]
    public async Task Decimal_places_belong_to_the_currency(string offer, string? expected)
    {
        var price = await PriceMessages.ReadPriceAsync(offer);
        Assert.Equal(expected, price is null ? null : FormattableString.Invariant($"{price.Total} {price.Currency}"));
    }

    [Theory]
    [InlineData("USD", "191.03 USD")]
    [InlineData("JPY", "28000 JPY")]
    public async Task Each_of_two_totals_has_its_own_decimal_places(string currency, string expected)
    {
        var offer = Assert.Single((await PriceMessages.ReadAsync(
            [
                """
                <TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>
                <TotalCharge EstimatedTotalAmount="28000" CurrencyCode="JPY" DecimalPlaces="0"/>
                """,
            ],
            currency)).Offers);
        Assert.Equal(expected, FormattableString.Invariant($"{offer.Price.Total} {offer.Price.Currency}"));
    }

    [Fact]
    public async Task A_created_reference_contains_the_converted_price()
    {
        var offers = (await PriceMessages.ReadAsync(
            ["""<TotalCharge EstimatedTotalAmount="19103" CurrencyCode="USD" DecimalPlaces="2"/>"""], hasReferences: false)).Offers;
        Assert.EndsWith("|CDAR||191.03|USD", offers.Single().Reference, StringComparison.Ordinal);
    }
}
