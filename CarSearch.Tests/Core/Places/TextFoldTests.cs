using CarSearch.Places;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Places;

public sealed class TextFoldTests
{
    [Theory]
    [InlineData("São Paulo", "sao paulo")]
    [InlineData("Sa\u0303o Paulo", "sao paulo")]
    [InlineData("St. John's", "st johns")]
    [InlineData("St John’s", "st johns")]
    [InlineData("  New \t  York ", "new york")]
    [InlineData("Provence-Alpes / Côte", "provence alpes cote")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Đà Nẵng", "da nang")]
    [InlineData("Ærø", "aero")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Gəncə", "gence")]
    [InlineData("Þórshöfn", "thorshofn")]
    [InlineData("Nukuʻalofa", "nukualofa")]
    [InlineData("Москва", "москва")]
    [InlineData("東京", "東京")]
    [InlineData("Αθήνα", "αθηνα")]
    [InlineData("Κως", "κωσ")]
    [InlineData("Орёл, Й", "орел и")]
    [InlineData("กรุงเทพ, ที่", "กรุงเทพ ที่")]
    [InlineData("दिल्ली", "दिल्ली")]
    [InlineData("أُسْوَان", "اسوان")]
    [InlineData("שָׁלוֹם־ב", "שלום ב")]
    [InlineData("ＪＦＫ　１", "jfk 1")]
    [InlineData(" \u0E31ก", "ก")]
    [InlineData("\uD800 a \0\u0007b", "a b")]
    [InlineData("!?", "")]
    public void A_text_is_folded(string text, string folded) => Assert.Equal(folded, TextFold.Fold(text));

    [Fact]
    public void Folding_twice_is_folding_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var once = TextFold.Fold(text ?? "");
            return TextFold.Fold(once) == once;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_single_character_folds_to_something_that_folds_to_itself()
    {
        for (var c = char.MinValue; c < char.MaxValue; c++)
        {
            var once = TextFold.Fold(c.ToString());
            Assert.Equal(once, TextFold.Fold(once));
        }
    }

    [Fact]
    public void A_buffer_that_may_be_too_short_is_refused() =>
        Assert.Throws<ArgumentException>("destination", () => TextFold.Fold("abc", new char[5]));

    [Fact]
    public void A_long_text_is_folded_too() => Assert.Equal(new string('s', 20_000), TextFold.Fold(new string('ß', 10_000)));
}
