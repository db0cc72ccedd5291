using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Offers;

/// <summary>How a supplier's answer becomes what is stored and served.</summary>
public sealed class OfferBlockBuilderTests
{
    private static readonly SupplierOffer Good = TestOffers.Offer("1");

    public static TheoryData<string, SupplierOffer> Unusable => new()
    {
        { "no total", Good with { Price = Good.Price with { Total = 0 } } },
        { "a total that rounds to nothing", Good with { Price = Good.Price with { Total = 0.0049m } } },
        { "a total without measure", Good with { Price = Good.Price with { Total = 1_000_000_000.01m } } },
        { "the largest number there is", Good with { Price = Good.Price with { Total = decimal.MaxValue } } },
        { "a base below nothing", Good with { Price = Good.Price with { Base = -0.01m } } },
        { "no day", Good with { Price = Good.Price with { Days = 0 } } },
        { "an empty vendor", Good with { Vendor = "" } },
        { "a vendor of 61 characters", Good with { Vendor = new('x', 61) } },
        { "a currency that does not exist", Good with { Price = Good.Price with { Currency = "XYZ" } } },
        { "no reference", Good with { Reference = "" } },
        { "a reference too long", Good with { Reference = new('x', 2049) } },
        { "a reference that is no Unicode", Good with { Reference = "a\uD800" } },
        { "no vehicle", Good with { Vehicle = "" } },
        { "a reference with a control character", Good with { Reference = "a\u0000b" } },
        { "a reference with an invisible character", Good with { Reference = "a\u200Bb" } },
        { "a vehicle of nothing but format characters", Good with { Vehicle = "\u200E\u0085\uFEFF" } },
        { "a place of two letters", Good with { PickUp = new("JF", "Kennedy", null) } },
        { "a place in lower case", Good with { PickUp = new("jfk", "Kennedy", null) } },
        { "a station without a name", Good with { PickUp = new("JFK", "", null) } },
        { "no seat", Good with { Seats = 0 } },
        { "too many seats", Good with { Seats = 61 } },
        { "too many doors", Good with { Doors = 11 } },
        { "too many bags", Good with { Bags = 61 } },
        { "mileage below nothing", Good with { Mileage = new(-1, DistanceUnit.Miles) } },
        { "a class of three letters", Good with { Car = Good.Car with { Acriss = "CDA" } } },
        { "a class that is no Unicode", Good with { Car = Good.Car with { Acriss = "CDA\uD800" } } },
        { "an address without a scheme", Good with { BookingUrl = "supplier.example/book" } },
        { "a script for an address", Good with { BookingUrl = "javascript:alert(1)" } },
        { "an address without a host", Good with { BookingUrl = "https:///book" } },
        { "an address with a space", Good with { BookingUrl = "https://supplier.example/a b" } },
        { "an address with a line's end", Good with { BookingUrl = "https://supplier.example/a\r\nb" } },
        { "an address with credentials", Good with { BookingUrl = "https://known.example@other.example/book" } },
        { "an address with a backslash", Good with { BookingUrl = "https://known.example\\@other.example/book" } },
        { "an address of two directions", Good with { BookingUrl = "https://supplier.example/\u202Ea" } },
        { "an address too long", Good with { BookingUrl = "https://supplier.example/" + new string('x', 2048) } },
    };

    public static TheoryData<string, SupplierOffer> Usable => new()
    {
        { "the least total", Good with { Price = Good.Price with { Total = 0.005m } } },
        { "the greatest total", Good with { Price = Good.Price with { Total = 1_000_000_000m, Base = 1_000_000_000m } } },
        { "the longest reference", Good with { Reference = "🚗" + new string('x', 2046) } },
        { "the longest vehicle", Good with { Vehicle = new('漢', 120) } },
        { "the most of all", Good with { Seats = 60, Doors = 10, Bags = 60, Mileage = new(int.MaxValue, DistanceUnit.Kilometers) } },
        { "the least of all", Good with { Seats = 1, Doors = 0, Bags = 0, Mileage = new(0, DistanceUnit.Miles) } },
        { "a reference in another script", Good with { Reference = "\u0645\u06CC\u200C\u062E\u0648 🚗" } },
        { "an address with an at sign after the host", Good with { BookingUrl = "https://supplier.example/a@b?c@d#e@f" } },
        {
            "nothing that can be left out",
            Good with { Seats = null, Bags = null, Mileage = null, FreeCancellation = null, BookingUrl = null }
        },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_can_not_be_used_is_dropped_and_counted(string why, SupplierOffer offer)
    {
        var block = Build(new([Good with { Reference = "first" }, offer, Good with { Reference = "last" }]), out var dropped);
        Assert.True((block.Count, dropped) == (2, 1), why);
        Assert.Equal(["first", "last"], Parse(block).Select(one => one.GetProperty("reference").GetString()));
    }

    [Theory]
    [MemberData(nameof(Usable))]
    public void What_is_just_within_the_bounds_is_kept(string why, SupplierOffer offer)
    {
        Assert.True(Build(new([offer]), out var dropped).Count == 1, why);
        Assert.Equal(0, dropped);
    }

    [Fact]
    public void Of_two_offers_with_one_reference_the_first_is_kept()
    {
        var block = Build(new([Good, Good with { Vehicle = "Another" }]), out var dropped);
        Assert.Equal((1, 1), (block.Count, dropped));
        Assert.Equal("Toyota Corolla or similar", Parse(block)[0].GetProperty("vehicle").GetString());
    }

    [Fact]
    public void Of_two_places_that_use_the_same_references_all_are_kept_under_ids_of_their_own()
    {
        var there = Good with { PickUp = new("LGA", "LaGuardia", true) };
        var block = Build(new([Good, there, there]), out var dropped);
        Assert.Equal((2, 1), (block.Count, dropped));
        Assert.Equal(
            [("1", "JFK"), ("1", "LGA")],
            Parse(block).Select(one =>
                (one.GetProperty("reference").GetString(), one.GetProperty("pickUp").GetProperty("place").GetString())));
        Assert.Equal(2, block.Keys.Select(key => key.Id).Distinct().Count());
        Assert.Equal(Build(new([Good]), out _).Keys[0].Id, block.Keys[0].Id);
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(-7, 1)]
    public void What_the_supplier_reports_as_dropped_is_counted_too(int reported, int counted)
    {
        Build(new([Good, Good], reported), out var dropped);
        Assert.Equal(counted, dropped);
    }

    [Fact]
    public void No_offers_make_the_empty_block() => Assert.Same(OfferBlock.Empty, Build(new([]), out _));

    [Fact]
    public void An_offers_id_is_the_beginning_of_a_digest_of_supplier_and_reference()
    {
        var expected = System.Security.Cryptography.SHA256.HashData("A\n1"u8);
        Assert.Equal(Convert.ToHexStringLower(expected)[..16], Parse(Build(new([Good]), out _))[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Ids_differ_by_supplier_and_reference_and_by_nothing_else()
    {
        var first = SampleRecords.Block("A", Good, Good with { Reference = "2" }).Keys.Select(key => key.Id).ToArray();
        var changed = Good with { Reference = "2", Vehicle = "Other", Price = Good.Price with { Total = 5 } };
        var again = SampleRecords.Block("A", changed, Good).Keys.Select(key => key.Id);
        var other = SampleRecords.Block("B", Good, Good with { Reference = "2" }).Keys.Select(key => key.Id);
        Assert.Equal(first, again.Reverse());
        Assert.Equal(4, first.Concat(other).Distinct().Count());
    }

    [Theory]
    [InlineData("USD", 100, 3, "100.00", "33.33")]
    [InlineData("USD", 12.5, 1, "12.50", "12.50")]
    [InlineData("USD", 10.005, 2, "10.01", "5.01")]
    [InlineData("JPY", 10000, 3, "10000", "3333")]
    [InlineData("JPY", 100.5, 1, "101", "101")]
    [InlineData("KWD", 30.5, 7, "30.500", "4.357")]
    [InlineData("KWD", 0.0005, 1, "0.001", "0.001")]
    public void Money_has_its_currencys_decimals(string currency, double total, int days, string written, string perDay)
    {
        var offer = Good with { Price = new() { Total = (decimal)total, Currency = currency, Base = (decimal)total } };
        var block = new OfferBlockBuilder("A", 8, days, RunnerFixture.Decimals).Build(new([offer]), out _);
        var price = Parse(block)[0].GetProperty("price");
        Assert.Equal(
            (written, perDay, written),
            (price.GetProperty("total").GetRawText(), price.GetProperty("perDay").GetRawText(), price.GetProperty("base").GetRawText()));
    }

    [Fact]
    public void The_text_of_an_offer_is_this()
    {
        var offer = Good with
        {
            Mileage = new(400, DistanceUnit.Miles),
            Price = Good.Price with { PayAtPickUp = 12.345m, Estimated = true },
            OnRequest = true,
            Vendor = "Quayside Hire",
            Vehicle = "Škoda 漢字",
        };
        Assert.Equal(
            """
            {"id":"7fc11926a60365d1","supplier":"A","supplierRating":8.5,"vendor":"Quayside Hire",
            "reference":"1","bookingUrl":"https://supplier.example/book/1","onRequest":true,
            "acriss":"CDAR","size":"compact","type":"car","vehicle":"Škoda 漢字",
            "transmission":"automatic","fuel":null,"airConditioning":true,
            "seats":5,"doors":5,"bags":2,"image":null,
            "pickUp":{"place":"JFK","name":"John F. Kennedy International Airport","atAirport":true,
            "address":null,"location":null,"phone":null,"hours":null,"howToGetThere":null},
            "dropOff":{"place":"JFK","name":"John F. Kennedy International Airport","atAirport":true,
            "address":null,"location":null,"phone":null,"hours":null,"howToGetThere":null},
            "mileage":{"unlimited":false,"included":400,"unit":"mi"},"freeCancellation":true,
            "price":{"total":100.00,"perDay":50.00,"currency":"USD","base":80.00,"taxesAndFees":20.00,"payAtPickUp":12.35,"estimated":true},
            "terms":{"deposit":null,"excess":null,"covers":null,"fuelPolicy":null,"payment":"split",
            "cancellation":{"free":true,"until":null,"fee":null},"fees":null,"minimumAge":null},"upgradeFor":null}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(SampleRecords.Block("A", offer).Json.Span));
    }

    [Fact]
    public void What_is_unknown_is_null()
    {
        var bare = Good with
        {
            BookingUrl = null,
            Seats = null,
            Bags = null,
            Mileage = null,
            FreeCancellation = null,
            PickUp = new("JFK", "Kennedy", null),
            Car = new() { Size = CarSize.Special, Type = CarType.Other },
            Price = new() { Total = 1, Currency = "USD" },
        };
        var written = Parse(SampleRecords.Block("A", bare))[0];
        string[] members =
        [
            "vendor", "bookingUrl", "acriss", "transmission",
            "fuel", "airConditioning", "seats", "doors", "bags",
            "image", "mileage", "freeCancellation", "terms", "upgradeFor",
        ];
        Assert.All(members, member => Assert.Equal(JsonValueKind.Null, written.GetProperty(member).ValueKind));
        Assert.All(
            ["base", "taxesAndFees", "payAtPickUp"],
            member => Assert.Equal(JsonValueKind.Null, written.GetProperty("price").GetProperty(member).ValueKind));
        Assert.All(
            ["atAirport", "address", "location", "phone", "hours", "howToGetThere"],
            member => Assert.Equal(JsonValueKind.Null, written.GetProperty("pickUp").GetProperty(member).ValueKind));
    }

    [Theory]
    [InlineData("Škoda Octavia „Combi“ 漢字 🚗")]
    [InlineData("\"quoted\" \\ back / slash")]
    [InlineData(" \u00A0\u0301\uE000\uFFFD")]
    [InlineData("<b>&amp;'+</b>")]
    public void Any_text_is_written_as_it_was_given(string text)
    {
        var written = Parse(SampleRecords.Block("A", Good with { Vehicle = text, Reference = text }))[0];
        Assert.Equal((text, text), (written.GetProperty("vehicle").GetString(), written.GetProperty("reference").GetString()));
    }

    [Theory]
    [InlineData(null, 25)]
    [InlineData(1, 50)]
    [InlineData(3, 16.67)]
    public void The_price_per_day_counts_the_days_of_the_supplier(int? days, double perDay)
    {
        var written = Parse(SampleRecords.Block("A", Good with { Price = new() { Total = 50, Currency = "USD", Days = days } }))[0];
        Assert.Equal((decimal)perDay, written.GetProperty("price").GetProperty("perDay").GetDecimal());
    }

    [Fact]
    public void Each_key_says_where_its_offer_stands()
    {
        var block = SampleRecords.Block("A", [.. Enumerable.Range(0, 50).Select(i => TestOffers.Offer($"{i}", total: 100 + i))]);
        Assert.All(block.Keys.Index(), one =>
        {
            using var written = JsonDocument.Parse(block.Json.Slice(one.Item.Start, one.Item.Length));
            Assert.Equal($"{one.Index}", written.RootElement.GetProperty("reference").GetString());
            Assert.Equal(100 + one.Index, (one.Item.Price / (decimal)Money.Scale));
        });
    }

    [Fact]
    public void Of_an_answer_that_is_too_large_only_a_part_is_kept()
    {
        var address = "https://supplier.example/" + new string('a', 2000);
        var offers = Enumerable.Range(0, 3000).Select(i => TestOffers.Offer($"R{i}") with { BookingUrl = address }).ToArray();
        var block = Build(new(offers), out var dropped);
        Assert.InRange(block.Json.Length, OfferBlockBuilder.MaxBytes, OfferBlockBuilder.MaxBytes + 8192);
        Assert.Equal(3000, block.Count + dropped);
    }

    private static OfferBlock Build(SupplierResponse answer, out int dropped) =>
        new OfferBlockBuilder("A", 8.5, 2, RunnerFixture.Decimals).Build(answer, out dropped);

    private static JsonElement[] Parse(OfferBlock block) =>
        [.. JsonDocument.Parse("[" + Encoding.UTF8.GetString(block.Json.Span) + "]").RootElement.EnumerateArray()];
}
