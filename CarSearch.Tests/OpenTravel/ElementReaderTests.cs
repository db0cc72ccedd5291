using System.Xml;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

public sealed class ElementReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(511)]
    [InlineData(100_000)]
    public void A_value_of_any_length_is_read_whole(int length)
    {
        // The surrogate pair may be at the end of a buffer.
        var text = $"{new string('a', length)}\U0001F697";
        var reader = Create($"<e a='{text}b' b='c' d='{text}'/>");
        AssertNext($"{text}b", reader);
        AssertNext("c", reader);
        AssertNext(text, reader);
        Assert.False(reader.MoveToNextAttribute());
    }

    [Fact]
    public void A_text_is_trimmed_and_not_empty()
    {
        var reader = Create("<e a=' b c&#10;' d=' '/>");
        Assert.True(reader.MoveToNextAttribute());
        Assert.Equal(" b c\n", reader.Value.ToString());
        Assert.Equal(("b c", "b c"), (reader.Text, reader.UniqueText));
        Assert.True(reader.MoveToNextAttribute());
        Assert.Equal((null, null), (reader.Text, reader.UniqueText));
    }

    [Fact]
    public void Repeated_values_are_one_string()
    {
        var reader = Create("<e a='b' c=' b'/>");
        Assert.True(reader.MoveToNextAttribute());
        var text = reader.Text;
        Assert.True(reader.MoveToNextAttribute());
        Assert.Same(text, reader.Text);
    }

    private static void AssertNext(string expected, ElementReader reader)
    {
        Assert.True(reader.MoveToNextAttribute());
        Assert.Equal(expected, reader.Value.ToString());
        Assert.Equal((expected, expected), (reader.Text, reader.UniqueText));
    }

    private static ElementReader Create(string element)
    {
        var xml = XmlReader.Create(new StringReader(element));
        xml.Read();
        return new(xml);
    }
}
