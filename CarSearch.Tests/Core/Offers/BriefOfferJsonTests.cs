using System.Text;
using System.Text.Json;
using CarSearch.Common;
using CarSearch.Offers;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>The brief form of an offer: what its terms can cost, as one number each.</summary>
public sealed class BriefOfferJsonTests
{
    private static readonly SupplierOffer Good = TestOffers.Offer("1");

    public static TheoryData<OfferTerms?, string?> Costs => new()
    {
        { null, null },
        { new(), null },
        { new() { MinimumAge = 21, Covers = [Cover.FullCoverage], CancellationFee = new(50, "USD"), Payment = PaymentTime.Split }, null },
        { new() { Deposit = new(300, "USD") }, """{"deposit":300.00}""" },
        { new() { Deposit = new(0, "USD") }, """{"deposit":0.00}""" },
        { new() { Deposit = new(300, "EUR") }, """{"deposit":null}""" },
        { new() { Deposit = new(-1, "USD") }, null },
        { new() { Excess = [new(Cover.LossDamageWaiver, new(0, "USD"))] }, """{"excess":0.00}""" },
        {
            new() { Excess = [new(Cover.CollisionDamageWaiver, new(900, "USD")), new(Cover.TheftProtection, new(1_200.5m, "USD"))] },
            """{"excess":1200.50}"""
        },
        {
            new() { Excess = [new(Cover.CollisionDamageWaiver, new(900, "USD")), new(Cover.TheftProtection, new(1, "EUR"))] },
            """{"excess":null}"""
        },
        { new() { Fees = [new(FeeKind.Airport, new(11, "USD"), true), new(FeeKind.Tax, null, true)] }, null },
        { new() { Fees = [new(FeeKind.OneWay, new(0.5m, "USD"), false), new(FeeKind.Other, new(40, "USD"), null)] }, """{"fees":40.50}""" },
        { new() { Fees = [new(FeeKind.OneWay, new(0.5m, "USD"), false), new(FeeKind.Other, null, null)] }, """{"fees":null}""" },
        { new() { Fees = [new(FeeKind.Other, null, false), new(FeeKind.OneWay, new(0.5m, "USD"), false)] }, """{"fees":null}""" },
        { new() { Fees = [new(FeeKind.AfterHours, new(40, "GBP"), false), new(FeeKind.Tax, new(1, "GBP"), true)] }, """{"fees":null}""" },
        { new() { FuelPolicy = FuelPolicy.FullToEmpty }, """{"fuel":true}""" },
        { new() { FuelPolicy = FuelPolicy.PrepurchasedWithRefund }, """{"fuel":true}""" },
        { new() { FuelPolicy = FuelPolicy.PrepurchasedWithoutRefund }, """{"fuel":true}""" },
        { new() { FuelPolicy = FuelPolicy.FullToFull }, null },
        { new() { FuelPolicy = FuelPolicy.FreeTank }, null },
        {
            new()
            {
                Deposit = new(300, "USD"),
                Excess = [new(Cover.CollisionDamageWaiver, new(1_500, "USD"))],
                FuelPolicy = FuelPolicy.FullToEmpty,
                Fees = [new(FeeKind.AfterHours, new(40, "USD"), false)],
            },
            """{"deposit":300.00,"excess":1500.00,"fees":40.00,"fuel":true}"""
        },
    };

    [Theory]
    [MemberData(nameof(Costs))]
    public void Costs_are_what_the_terms_can_cost_in_the_currency_of_the_price(OfferTerms? terms, string? expected) => Assert.Equal(
        expected, Brief(Good with { Terms = terms }).TryGetProperty("costs", out var costs) ? costs.GetRawText() : null);

    [Fact]
    public void They_have_the_decimals_of_their_currency() => Assert.Equal(
        """{"deposit":30000,"fees":500}""",
        Brief(Good with
        {
            Price = new() { Total = 12_000, Currency = "JPY" },
            Terms = new() { Deposit = new(30_000, "JPY"), Fees = [new(FeeKind.OneWay, new(500, "JPY"), false)] },
        }).GetProperty("costs").GetRawText());

    [Theory]
    [InlineData(null, """{"total":100.00,"currency":"USD"}""")]
    [InlineData(0, """{"total":100.00,"currency":"USD"}""")]
    [InlineData(40, """{"total":100.00,"currency":"USD","payAtPickUp":40.00}""")]
    [InlineData(100, """{"total":100.00,"currency":"USD","payAtPickUp":100.00}""")]
    public void The_price_has_what_is_paid_at_pick_up(int? payAtPickUp, string expected) => Assert.Equal(
        expected, Brief(Good with { Price = Good.Price with { PayAtPickUp = payAtPickUp } }).GetProperty("price").GetRawText());

    [Fact]
    public void A_property_that_is_null_is_left_out()
    {
        var offer = Brief(Good with { BookingUrl = null });

        Assert.Equal(
            ["id", "supplier", "size", "type", "vehicle", "price"], offer.EnumerateObject().Select(property => property.Name));
    }

    private static JsonElement Brief(SupplierOffer offer)
    {
        using var buffer = new PooledBuffer(512);
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        BriefOfferJson.Write(writer, SampleRecords.Block("A", offer).Json.Span, upgradeFor: null, count: null, decimals: 2);
        writer.Flush();
        Assert.Empty(OfferSchema.Validate(buffer.Written));
        return JsonElement.Parse(Encoding.UTF8.GetString(buffer.Written));
    }
}
