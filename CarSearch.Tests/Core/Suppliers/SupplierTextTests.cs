using System.Text;
using System.Text.Json;
using CarSearch.Offers;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Suppliers;

/// <summary>Texts of suppliers that would be displayed differently than they read.</summary>
public sealed class SupplierTextTests
{
    public static TheoryData<string, string> Unsafe => new()
    {
        { "a\u0000\u0007\u001B[31mb", "a [31mb" },
        { "a\tb\r\nc", "a b c" },
        { "a\u007Fb\u0085c\u009Fd", "a b c d" },
        { "a\u2028b\u2029c", "a b c" },
        { "Golf\u202Efdp.exe", "Golffdp.exe" },
        { "a\u061Cb\u200Ec\u200Fd", "abcd" },
        { "a\u202Ab\u202Bc\u202Cd\u202De", "abcde" },
        { "a\u2066b\u2067c\u2068d\u2069e", "abcde" },
        { "a\u200Bb\u2060c\uFEFFd\u00ADe", "abcde" },
        { "a\uFFFEb\uDBFF\uDFFFc", "a\uFFFDb\uFFFDc" },
        { "a\uFFFEb\uFFFFc\uFDD0d\uD83F\uDFFEe", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe" },
        { "a\uDB40\uDC49\uDB40\uDC67b", "ab" },
        { "\u200Da\u200C", "a" },
        { " \u0001 a \u0001\u0002 b \u0001", "a  b" },
        { "\u202E\u200D\u0001", "" },
    };

    public static TheoryData<string> Safe => new()
    {
        "",
        "Toyota Corolla or similar",
        " two  spaces ",
        "Citroën C3 – “Škoda” №5 漢字 🚗 👨‍👩‍👧 🏳️‍🌈",
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        "\u0915\u094D\u200D\u0937",
        "مطار الملك خالد",
        "e\u0301 \u00A0 \uE000",
    };

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void Unsafe_characters_are_removed(string text, string expected)
    {
        Assert.Equal(expected, SupplierText.Sanitize(text));
        Assert.False(SupplierText.IsSafe(text));
        Assert.True(SupplierText.IsSafe(expected));
    }

    [Theory]
    [MemberData(nameof(Safe))]
    public void Other_texts_are_unchanged(string text)
    {
        Assert.Same(text, SupplierText.Sanitize(text));
        Assert.True(SupplierText.IsSafe(text));
    }

    [Fact]
    public void Every_character_is_removed_replaced_or_unchanged()
    {
        for (var value = 0; value <= char.MaxValue; value++)
        {
            var text = $"a{(char)value}b";
            var sanitized = SupplierText.Sanitize(text);
            Assert.True(sanitized == text || sanitized is "ab" or "a b" or "a\uFFFDb", $"U+{value:X4}");
            Assert.Equal(sanitized == text, SupplierText.IsSafe(text));
            Assert.Equal(sanitized, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(sanitized)));
        }
    }

    [Fact]
    public void The_names_of_an_offer_are_sanitized()
    {
        var station = new OfferStation("JFK", "Kennedy\u202E", null);
        var offer = TestOffers.Offer("1") with { Vehicle = "Golf\u0000GTI", Vendor = "\u2066Alder\u2069way", PickUp = station,
            DropOff = station with { Name = "\uFEFFKennedy\n2" } };
        var block = new OfferBlockBuilder("A", 8, 2, RunnerFixture.Decimals).Build(new([offer]), out var dropped);
        Assert.Equal(0, dropped);
        using var json = JsonDocument.Parse(block.Json.ToArray());
        var served = json.RootElement;
        Assert.Equal(
            ["Golf GTI", "Alderway", "Kennedy", "Kennedy 2"],
            [
                served.GetProperty("vehicle").GetString()!, served.GetProperty("vendor").GetString()!,
                served.GetProperty("pickUp").GetProperty("name").GetString()!,
                served.GetProperty("dropOff").GetProperty("name").GetString()!,
            ]);
    }

    [Fact]
    public async Task The_messages_of_a_supplier_are_sanitized()
    {
        using var failing = new RunnerFixture(new ScriptedSupplier("A").Answers(
            _ => throw new SupplierException("A failed: \u202Enwod\u0007 is\r\nthe system.")));
        Assert.Equal("A failed: nwod is the system.", (await failing.EndAsync()).Of("A").Error!.Message);

        using var partial = new RunnerFixture(new ScriptedSupplier("A").Answers(
            _ => Task.FromResult(new SupplierResponse([TestOffers.Offer("1")], 0, "LGA:\u2028\u200Bclosed."))));
        Assert.Equal("LGA: closed.", (await partial.EndAsync()).Of("A").Error!.Message);
        Assert.Equal("a b", (new SupplierResponse([]) with { Missing = "a\0b" }).Missing);
    }

    [Fact]
    public void A_line_of_the_log_is_sanitized()
    {
        var failure = new SupplierException("A failed.", isTransient: false, new IOException("\u202Ecut\r\n\u001Bhere"));
        Assert.Equal("A failed. <- IOException: cut here", failure.ToLogLine());
    }
}
