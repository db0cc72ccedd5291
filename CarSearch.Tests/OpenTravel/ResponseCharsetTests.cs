using System.Text;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>
/// One message in several charsets, declared by the media type, the declaration, a byte order mark or not at all (RFC 7303, 3).
/// </summary>
public sealed class ResponseCharsetTests
{
    private static readonly AvailabilityQuery Query = OpenTravelMessages.Query("MAD", "EUR");

    // Without its declaration, which each test adds.
    private static readonly string Text = Encoding.UTF8.GetString(OpenTravelMessages.Bytes("accents")) is var text
        ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..] : "";

    [Theory]
    [InlineData("utf-8", "", null, false)]
    [InlineData("utf-8", "", "utf-8", false)]
    [InlineData("utf-8", "", null, true)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", null, true)]
    [InlineData("iso-8859-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", null, false)]
    [InlineData("iso-8859-1", "<?xml version='1.0' encoding = 'iso-8859-1' standalone='yes' ?>", "", false)]
    [InlineData("iso-8859-1", "", "iso-8859-1", false)]
    [InlineData("windows-1252", "", "windows-1252", false)]
    [InlineData("utf-16", "", null, true)]
    [InlineData("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]
    [InlineData("utf-16BE", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-16BE", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]
    [InlineData("utf-32", "", null, true)]
    [InlineData("utf-32BE", "", null, true)]

    // The media type takes precedence over the declaration.
    [InlineData("windows-1252", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "windows-1252", false)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "utf-8", false)]

    // A byte order mark takes precedence over both.
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "iso-8859-1", true)]
    [InlineData("utf-16", "", "utf-8", true)]

    // A declaration of UTF-16 in a document sent as UTF-8.
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "utf-16", false)]
    [InlineData("utf-16", "", "utf-8", false)]
    public async Task A_message_is_read_in_its_charset(string written, string declaration, string? mediaTypeCharset, bool hasMark)
    {
        var charset = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. hasMark ? charset.GetPreamble() : [], .. charset.GetBytes(declaration + Text.TrimStart())];
        var response = await TestReader.ReadAsync(bytes, Query, charset: mediaTypeCharset);
        Assert.Equal(["Citroën-artig Größe €conomy", "Tilda Brisé"], response.Offers.Select(offer => offer.Vehicle));
        Assert.All(response.Offers, offer => Assert.Equal(("Coche Señor", "Málaga - Centro"), (offer.Vendor, offer.PickUp.Name)));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task A_surrogate_pair_can_be_at_the_end_of_a_buffer(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        foreach (var position in Enumerable.Range((8 * 1024) - 4, 8))
        {
            var text = $"<!--{new string('x', position - 4)}\U0001F697-->{Text.TrimStart()}";
            var response = await TestReader.ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], Query);
            Assert.Equal(2, response.Offers.Count);
        }
    }

    [Theory]
    [InlineData("utf-8", 0xC3)]
    [InlineData("utf-16", 0x0A)]
    public async Task An_incomplete_character_after_the_document_is_ignored(string charset, byte last)
    {
        var encoding = Encoding.GetEncoding(charset);
        var response = await TestReader.ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(Text.TrimStart()), last], Query);
        Assert.Equal(2, response.Offers.Count);
    }

    [Theory]
    [InlineData("iso-8859-1", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", null, false)]
    [InlineData("windows-1252", "", "utf-8", false)]
    [InlineData("iso-8859-1", "", null, true)]
    public async Task A_message_in_another_charset_than_declared_is_rejected(
        string written, string declaration, string? mediaTypeCharset, bool hasUtf8Mark)
    {
        var charset = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. hasUtf8Mark ? Encoding.UTF8.GetPreamble() : [], .. charset.GetBytes(declaration + Text.TrimStart())];
        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(
            () => TestReader.ReadAsync(bytes, Query, charset: mediaTypeCharset));
        Assert.Equal("is not encoded in its declared charset, utf-8", fault.Problem);
        Assert.False(fault.IsTransient);
    }

    [Theory]
    [InlineData("klingon", "klingon")]
    [InlineData("utf-7", "utf-7")]
    [InlineData("<script>", "script")]
    public async Task An_unknown_charset_is_reported(string charset, string shown)
    {
        var fault = await Assert.ThrowsAsync<UnreadableResponseException>(
            () => TestReader.ReadAsync(Encoding.UTF8.GetBytes(Text.TrimStart()), Query, charset: charset));
        Assert.Equal($"declares the unknown charset \"{shown}\"", fault.Problem);
        Assert.False(fault.IsTransient);
    }

    /// <summary>Some decoders throw other exceptions.</summary>
    [Fact]
    public async Task A_message_in_any_charset_of_the_platform_is_read_or_rejected()
    {
        var noise = new byte[4_096];
        new Random(7).NextBytes(noise);
        byte[][] messages = [OpenTravelMessages.Bytes("accents"), [.. OpenTravelMessages.Bytes("accents")[..200], .. noise], noise];
        foreach (var charset in CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()))
        {
            foreach (var bytes in messages)
            {
                try
                {
                    await TestReader.ReadAsync(bytes, Query, charset: charset.Name);
                }
                catch (UnreadableResponseException exception)
                {
                    Assert.NotEmpty(exception.Problem);
                }
            }
        }
    }
}
