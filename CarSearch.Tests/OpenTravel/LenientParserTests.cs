using System.Globalization;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

public sealed class LenientParserTests
{
    [Theory]
    [InlineData("149.20", "149.20")]
    [InlineData("1.234", "1.234")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData(" \n 12.50\t", "12.50")]
    [InlineData("+12.50", "12.50")]
    [InlineData("-12.50", "-12.50")]
    [InlineData("1000000000000000000", "1000000000000000000")]
    [InlineData("0.12345678901234567890", "0.12345678901234567890")]
    [InlineData("12,5", "12.5")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,234.56", "1234.56")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1 234,56", "1234.56")]
    [InlineData("1\u00A0234,56", "1234.56")]
    [InlineData("1'234.56", "1234.56")]
    public void An_unambiguous_amount_is_parsed(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), LenientParser.ParseAmount(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1,234")]
    [InlineData("1.2.3")]
    [InlineData("1.234 567")]
    [InlineData("1 2 345")]
    [InlineData("1e3")]
    [InlineData("EUR 99")]
    [InlineData("99-")]
    [InlineData("0x10")]
    [InlineData("\u0661\u0662")]
    [InlineData("1000000000000000001")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    [InlineData("1,234,567,890,123,456,789,012,345.00")]
    public void An_ambiguous_or_invalid_amount_is_not_parsed(string text) => Assert.Null(LenientParser.ParseAmount(text));

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("Yes", true)]
    [InlineData(" true ", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("unknown", null)]
    public void A_boolean_is_parsed_in_any_case_and_anything_else_is_null(string text, bool? expected) =>
        Assert.Equal(expected, LenientParser.ParseBoolean(text));

    [Theory]
    [InlineData("5", 5, 5)]
    [InlineData("4-5", 4, 5)]
    [InlineData("2/4", 2, 4)]
    [InlineData("5+", 5, 5)]
    [InlineData("5+2", 7, 5)]
    [InlineData("0", 0, 0)]
    [InlineData("", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("99999999999999999999", 1000, 1000)]
    public void A_count_has_a_minimum_and_a_maximum(string text, int? least, int? most)
    {
        Assert.Equal(least, LenientParser.ParseMinCount(text));
        Assert.Equal(most, LenientParser.ParseMaxCount(text));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \r\n\t ", null)]
    [InlineData("  Tilda \n  Go ", "Tilda Go")]
    [InlineData("1234567890123", "1234567890")]
    [InlineData("123456789 123", "123456789")]
    [InlineData("123456789\U0001F697", "123456789")]
    [InlineData("12345678\U0001F697", "12345678\U0001F697")]
    public void A_text_is_put_on_one_line_and_truncated(string? text, string? expected) =>
        Assert.Equal(expected, LenientParser.ToSingleLine(text, 10));
}
