using System.Text.Json;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>The JSON of terms and images. A value that can't be served is null, and the offer remains.</summary>
public sealed class TermsJsonTests
{
    private static readonly SupplierOffer Good = TestOffers.Offer("1") with { FreeCancellation = null };

    [Fact]
    public void The_text_of_the_terms_is_this()
    {
        var offer = Good with
        {
            FreeCancellation = true,
            Price = Good.Price with { PayAtPickUp = 100 },
            Terms = new()
            {
                Deposit = new(300, "USD"),
                Excess = [new(Cover.CollisionDamageWaiver, new(1_000.5m, "EUR")), new(Cover.TheftProtection, new(0, "JPY"))],
                Covers = [Cover.CollisionDamageWaiver, Cover.TheftProtection],
                FuelPolicy = FuelPolicy.FullToFull,
                Payment = PaymentTime.Guarantee,
                FreeUntil = new(2026, 12, 2, 10, 0, 0),
                CancellationFee = new(12.345m, "KWD"),
                Fees = [new(FeeKind.OneWay, new(50, "USD"), true), new(FeeKind.AfterHours, null, null)],
                MinimumAge = 21,
            },
        };
        Assert.Equal(
            """
            {"deposit":{"amount":300.00,"currency":"USD"},
            "excess":[{"cover":"collisionDamageWaiver","amount":1000.50,"currency":"EUR"},
            {"cover":"theftProtection","amount":0,"currency":"JPY"}],
            "covers":["collisionDamageWaiver","theftProtection"],"fuelPolicy":"fullToFull","payment":"guarantee",
            "cancellation":{"free":true,"until":"2026-12-02T10:00","fee":{"amount":12.345,"currency":"KWD"}},
            "fees":[{"kind":"oneWay","amount":50.00,"currency":"USD","included":true},
            {"kind":"afterHours","amount":null,"currency":null,"included":null}],"minimumAge":21}
            """.ReplaceLineEndings(""),
            Terms(offer).GetRawText());
    }

    [Fact]
    public void Without_any_term_there_are_no_terms() => Assert.Equal(JsonValueKind.Null, Terms(Good).ValueKind);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, PaymentTime.Guarantee, "guarantee")]
    [InlineData(null, PaymentTime.Prepaid, "prepaid")]
    [InlineData(null, PaymentTime.Split, "split")]
    [InlineData(0, null, "prepaid")]
    [InlineData(0, PaymentTime.Guarantee, "prepaid")]
    [InlineData(40, PaymentTime.Prepaid, "split")]
    [InlineData(100, null, "atPickUp")]
    [InlineData(100, PaymentTime.Guarantee, "guarantee")]
    [InlineData(100, PaymentTime.Prepaid, "atPickUp")]
    public void What_is_paid_at_pick_up_decides_about_the_time_of_payment(int? atPickUp, PaymentTime? stated, string? expected)
    {
        var offer = Good with
        {
            Price = Good.Price with { PayAtPickUp = atPickUp },
            Terms = stated is null ? null : new() { Payment = stated },
        };
        Assert.Equal(expected, Terms(offer) is { ValueKind: JsonValueKind.Object } terms ? terms.GetProperty("payment").GetString() : null);
    }

    [Theory]
    [InlineData(-0.01, "USD")]
    [InlineData(1_000_000_001, "USD")]
    [InlineData(100, "XXX")]
    [InlineData(100, "usd")]
    [InlineData(100, "")]
    [InlineData(100, "US\u202ED")]
    [InlineData(100, null)]
    public void An_amount_out_of_range_or_of_no_currency_is_null(double value, string? currency)
    {
        var amount = new MoneyAmount((decimal)value, currency!);
        var terms = Terms(Good with
        {
            Terms = new()
            {
                Deposit = amount,
                Excess = [new(Cover.CollisionDamageWaiver, amount)],
                Covers = [Cover.CollisionDamageWaiver],
                CancellationFee = amount,
                Fees = [new(FeeKind.Tax, amount, true)],
            },
        });
        Assert.All(["deposit", "excess"], name => Assert.Equal(JsonValueKind.Null, terms.GetProperty(name).ValueKind));
        Assert.Equal(1, terms.GetProperty("covers").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, terms.GetProperty("cancellation").GetProperty("fee").ValueKind);
        Assert.Equal("""[{"kind":"tax","amount":null,"currency":null,"included":true}]""", terms.GetProperty("fees").GetRawText());
    }

    [Fact]
    public void Values_out_of_range_are_null()
    {
        var terms = Terms(Good with
        {
            Terms = new()
            {
                Covers = [(Cover)99, (Cover)(-1)],
                Excess = [new((Cover)99, new(1, "USD"))],
                Fees = [new((FeeKind)99, null, true)],
                FuelPolicy = (FuelPolicy)99,
                Payment = (PaymentTime)(-1),
                FreeUntil = DateTime.MinValue,
                MinimumAge = 15,
            },
        });
        Assert.All(terms.EnumerateObject(), member => Assert.Equal(JsonValueKind.Null, member.Value.ValueKind));
    }

    [Fact]
    public void A_list_has_at_most_twenty_entries()
    {
        var terms = Terms(Good with
        {
            Terms = new() { Fees = [.. Enumerable.Repeat(new OfferFee(FeeKind.Tax, null, true), 1_000)] },
        });
        Assert.Equal(OfferTerms.MaxCount, terms.GetProperty("fees").GetArrayLength());
    }

    [Theory]
    [InlineData("https://cars.example/a.png?w=1", true)]
    [InlineData("http://cars.example/a.png", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://user:secret@cars.example/a.png", false)]
    [InlineData("https://cars.example\\@other.example/a.png", false)]
    [InlineData("https://cars.example/ä.png", false)]
    [InlineData("", false)]
    public void Only_an_https_address_is_an_image(string address, bool isImage)
    {
        var image = OfferSchema.Serve(Good with { Image = address }).GetProperty("image");
        Assert.Equal(isImage ? address : null, image.GetString());
    }

    [Fact]
    public void An_image_with_an_address_that_is_too_long_is_null() => Assert.Null(
        OfferSchema.Serve(Good with { Image = "https://cars.example/" + new string('a', 2_048) }).GetProperty("image").GetString());

    [Fact]
    public void Every_word_is_described()
    {
        foreach (var cover in Enum.GetValues<Cover>())
        {
            Assert.Equal(1, Terms(Good with { Terms = new() { Covers = [cover] } }).GetProperty("covers").GetArrayLength());
        }

        foreach (var kind in Enum.GetValues<FeeKind>())
        {
            Assert.Equal(1, Terms(Good with { Terms = new() { Fees = [new(kind, null, null)] } }).GetProperty("fees").GetArrayLength());
        }

        foreach (var policy in Enum.GetValues<FuelPolicy>())
        {
            Assert.NotNull(Terms(Good with { Terms = new() { FuelPolicy = policy } }).GetProperty("fuelPolicy").GetString());
        }

        foreach (var time in Enum.GetValues<PaymentTime>())
        {
            Assert.NotNull(Terms(Good with { Terms = new() { Payment = time } }).GetProperty("payment").GetString());
        }

        foreach (var access in Enum.GetValues<StationAccess>())
        {
            Assert.NotNull(Serve(Good.PickUp with { Access = access }).GetProperty("howToGetThere").GetString());
        }
    }

    private static JsonElement Terms(SupplierOffer offer) => OfferSchema.Serve(offer).GetProperty("terms");

    private static JsonElement Serve(OfferStation station) => OfferSchema.Serve(Good with { PickUp = station }).GetProperty("pickUp");
}
