using CarSearch.Suppliers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>Prices that are easily misread.</summary>
public sealed class WrongPriceTests
{
    [Theory]
    [InlineData("a rental without tax", """<VehicleCharge Purpose="1" Amount="100" TaxInclusive="false"/>""")]
    [InlineData("one that no list names", """<VehicleCharge Purpose="Base Rate" Amount="100" TaxInclusive="false"/>""")]
    [InlineData("one without a purpose", """<VehicleCharge Amount="100" TaxInclusive="false"/>""")]
    [InlineData("tax beside it, but no more than other charges make up for",
        """<VehicleCharge Purpose="1" Amount="60" TaxInclusive="false"><TaxAmounts><TaxAmount Total="12"/></TaxAmounts>""" +
        """</VehicleCharge><VehicleCharge Purpose="2" Amount="40"/>""")]
    [InlineData(
        "… or fees",
        """<VehicleCharge Purpose="1" Amount="60" TaxInclusive="false"><TaxAmounts><TaxAmount Total="12"/></TaxAmounts>""" +
        """</VehicleCharge><Fee Amount="40" IncludedInRate="true"/>""")]
    [InlineData(
        "a charge beside the rate",
        """<VehicleCharge Purpose="1" Amount="100"/><VehicleCharge Purpose="2" Amount="150" IncludedInRate="false" """ +
        """IncludedInEstTotalInd="true"/>""")]
    [InlineData("a fee beside the rate", """<Fee Purpose="5" Amount="20" IncludedInRate="false"/>""")]
    [InlineData("a fee beside the rate with an unknown amount", """<Fee Purpose="7" Description="VAT 21 %" IncludedInRate="false"/>""")]
    [InlineData("a charge beside the rate with an unknown amount",
        """<VehicleCharge Purpose="7" Description="VAT 21 %" IncludedInRate="false"/>""")]
    [InlineData("a fee beside the rate, at the desk", """<Fee Purpose="23" Amount="20" IncludedInRate="false"/>""")]
    public async Task A_rate_that_excludes_charges_is_not_a_total(string what, string lines) =>
        Assert.True((await OffersAsync(lines, """<TotalCharge RateTotalAmount="100" CurrencyCode="USD"/>""")).Count == 0, what);

    [Theory]
    [InlineData("an optional charge", """<VehicleCharge Purpose="21" Amount="30" IncludedInRate="false" RequiredInd="false"/>""")]
    [InlineData("a mile more", """<VehicleCharge Purpose="8" Amount="0.25" IncludedInRate="false" TaxInclusive="false"/>""")]
    [InlineData("a charge of nothing", """<VehicleCharge Purpose="28" Amount="0.00" IncludedInRate="false"/>""")]
    [InlineData("an extra without its tax", """<VehicleCharge Purpose="21" Amount="5" TaxInclusive="false"/>""")]
    [InlineData("tax that is in it",
        """<VehicleCharge Purpose="1" Amount="60" TaxInclusive="false"><TaxAmounts><TaxAmount Total="12"/></TaxAmounts>""" +
        """</VehicleCharge><VehicleCharge Purpose="2" Amount="28"/>""")]
    public async Task A_rate_without_contradiction_is_the_total(string what, string lines) =>
        Assert.True(
            (await OffersAsync(lines, """<TotalCharge RateTotalAmount="100" CurrencyCode="USD"/>""")).Single().Price.Total == 100, what);

    [Theory]
    [InlineData("USD", "EUR", "USD")]
    [InlineData("$", "EUR", null)]
    [InlineData("US Dollar", "EUR", null)]
    [InlineData("", "EUR", "EUR")]
    public async Task A_total_in_an_unreadable_currency_is_ignored(string total, string line, string? currency)
    {
        var offers = await OffersAsync($"""<VehicleCharge Purpose="1" Amount="100" CurrencyCode="{line}"/>""",
            $"""<TotalCharge EstimatedTotalAmount="100" CurrencyCode="{total}"/>""");
        Assert.Equal(currency, offers.SingleOrDefault()?.Price.Currency);
    }

    [Theory]
    [InlineData("""<Fee Purpose="23" Amount="30" CurrencyCode="USD"/>""", 30.0)]
    [InlineData("""<Fee Purpose="23" Amount="30" CurrencyCode="usd"/>""", 30.0)]
    [InlineData("""<Fee Purpose="23" Amount="30"/>""", 30.0)]
    [InlineData("""<Fee Purpose="23" Amount="30" CurrencyCode="EUR"/>""", null)]
    [InlineData("""<VehicleCharge Purpose="22" Amount="30" CurrencyCode="EUR"/>""", null)]
    [InlineData("""<Fee Purpose="23" Amount="30" CurrencyCode="USD"/><Fee Purpose="23" Amount="10" CurrencyCode="EUR"/>""", null)]
    [InlineData("""<PaymentRule PaymentType="4" Amount="30" CurrencyCode="USD"/>""", 70.0)]
    [InlineData("""<PaymentRule PaymentType="4" Amount="30" CurrencyCode="EUR"/>""", null)]
    [InlineData(
        """<PaymentRule PaymentType="5" Amount="30" CurrencyCode="EUR"/><Fee Purpose="22" Amount="20" CurrencyCode="USD"/>""", 80.0)]
    public async Task The_amount_paid_at_pick_up_is_in_the_currency_of_the_total(string lines, double? atPickUp)
    {
        var offer = (await OffersAsync(lines, """<TotalCharge EstimatedTotalAmount="100" CurrencyCode="USD"/>""")).Single();
        Assert.Equal((decimal?)atPickUp, offer.Price.PayAtPickUp);
    }

    [Theory]
    [InlineData("100", "USD", 1)]
    [InlineData("101", "USD", 0)]
    [InlineData("90", "EUR", 1)]
    public async Task Different_totals_in_one_currency_are_ignored(string second, string currency, int offers) =>
        Assert.Equal(
            offers, (
            await OffersAsync(
            "", $"""<TotalCharge EstimatedTotalAmount="100" CurrencyCode="USD"/><TotalCharge EstimatedTotalAmount="{second}" """ +
            $"""CurrencyCode="{currency}"/>""")).Count);

    [Theory]
    [InlineData("89.94", 0)]
    [InlineData("89.96", 1)]
    [InlineData("90", 1)]
    public async Task An_estimate_below_the_rate_is_not_a_total(string estimate, int offers) =>
        Assert.Equal(offers, (await OffersAsync(
            "", $"""<TotalCharge RateTotalAmount="90.00" EstimatedTotalAmount="{estimate}" CurrencyCode="USD"/>""")).Count);

    [Fact]
    public async Task The_tax_of_another_charge_does_not_apply_to_the_rental()
    {
        var offer = (await OffersAsync(
            """
            <VehicleCharge Purpose="1" Amount="88" TaxInclusive="true"><TaxAmounts><TaxAmount Total="8"/></TaxAmounts></VehicleCharge>
            <VehicleCharge Purpose="2" Amount="22" TaxInclusive="true"><TaxAmounts><TaxAmount Total="2"/></TaxAmounts></VehicleCharge>
            """,
            """<TotalCharge EstimatedTotalAmount="110" CurrencyCode="USD"/>""")).Single();
        Assert.Equal((80, 30), (offer.Price.Base, offer.Price.TaxesAndFees));
    }

    private static async Task<IReadOnlyList<SupplierOffer>> OffersAsync(string lines, string total) =>
        (await PriceMessages.ReadAsync([$"<RentalRate>{lines}</RentalRate>{total}"])).Offers;
}
