using System.Text;
using CarSearch.OpenTravel.Requests;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>One message in every charset that suppliers send, told by the media type, the declaration, a byte order mark or not at all (RFC 7303, 3).</summary>
public sealed class AnswerCharsetTests
{
    private static readonly AvailabilityQuestion Question = OpenTravelMessages.Question("MAD", "EUR");

    // Without its declaration: each test writes its own.
    private static readonly string Text = Encoding.UTF8.GetString(OpenTravelMessages.Bytes("accents")) is var text ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..] : "";

    [Theory]
    [InlineData("utf-8", "", null, false)]
    [InlineData("utf-8", "", "utf-8", false)]
    [InlineData("utf-8", "", "\"UTF-8\"", false)]
    [InlineData("utf-8", "", "utf8", false)]
    [InlineData("utf-8", "", null, true)]
    [InlineData("utf-8", "<?xml version='1.0'?>", null, false)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", null, true)]
    [InlineData("iso-8859-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", null, false)]
    [InlineData("iso-8859-1", "<?xml version='1.0' encoding = 'iso-8859-1' standalone='yes' ?>", "", false)]
    [InlineData("iso-8859-1", "", "iso-8859-1", false)]
    [InlineData("windows-1252", "", "windows-1252", false)]
    [InlineData("windows-1252", "<?xml version=\"1.0\" encoding=\"windows-1252\"?>", null, false)]
    [InlineData("utf-16", "", null, true)]
    [InlineData("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "utf-16", true)]
    [InlineData("utf-16", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]
    [InlineData("utf-16BE", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-16BE", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]

    // The media type goes before the declaration.
    [InlineData("windows-1252", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "windows-1252", false)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "utf-8", false)]

    // A byte order mark goes before both.
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "iso-8859-1", true)]
    [InlineData("utf-16", "", "utf-8", true)]

    // A declaration that could not be read if it were true: a text written for a string and sent as UTF-8.
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, false)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", null, true)]
    [InlineData("utf-8", "<?xml version=\"1.0\" encoding=\"utf-16\"?>", "utf-16", false)]
    [InlineData("utf-8", "", "utf-32", false)]
    [InlineData("utf-16", "", "utf-8", false)]
    public async Task A_message_is_read_in_the_charset_that_it_is_written_in(string written, string declaration, string? mediaTypes, bool hasMark)
    {
        var charset = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. hasMark ? charset.GetPreamble() : [], .. charset.GetBytes(declaration + Text.TrimStart())];
        var answer = await Reading.ReadAsync(bytes, Question, charset: mediaTypes);
        Assert.Equal(["Citroën-artig Größe €conomy", "Tilda Brisé"], answer.Offers.Select(offer => offer.Vehicle));
        Assert.All(answer.Offers, offer => Assert.Equal(("Coche Señor", "Málaga - Centro"), (offer.Vendor, offer.PickUp.Name)));
    }

    [Theory]
    [InlineData("iso-8859-1", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", null, false)]
    [InlineData("windows-1252", "", "utf-8", false)]
    [InlineData("iso-8859-1", "", null, true)]
    public async Task A_message_in_another_charset_than_it_says_is_refused_rather_than_garbled(string written, string declaration, string? mediaTypes, bool hasUtf8Mark)
    {
        var charset = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. hasUtf8Mark ? Encoding.UTF8.GetPreamble() : [], .. charset.GetBytes(declaration + Text.TrimStart())];
        var fault = await Assert.ThrowsAsync<UnreadableAnswerException>(() => Reading.ReadAsync(bytes, Question, charset: mediaTypes));
        Assert.Equal("is not written in the charset that it declares, utf-8", fault.What);
        Assert.False(fault.IsTransient);
    }

    [Theory]
    [InlineData("klingon", "klingon")]
    [InlineData("utf-7", "utf-7")]
    [InlineData("<script>", "script")]
    public async Task A_charset_that_nobody_knows_is_told(string charset, string shown)
    {
        var fault = await Assert.ThrowsAsync<UnreadableAnswerException>(() => Reading.ReadAsync(Encoding.UTF8.GetBytes(Text.TrimStart()), Question, charset: charset));
        Assert.Equal($"declares the charset \"{shown}\", which nobody knows", fault.What);
        Assert.False(fault.IsTransient);
    }

    /// <summary>Decoders of some pages throw what no other does.</summary>
    [Fact]
    public async Task A_message_in_any_charset_of_the_platform_is_read_or_refused()
    {
        var noise = new byte[4_096];
        new Random(7).NextBytes(noise);
        byte[][] answers = [OpenTravelMessages.Bytes("accents"), [.. OpenTravelMessages.Bytes("accents")[..200], .. noise], noise];
        foreach (var charset in CodePagesEncodingProvider.Instance.GetEncodings().Concat(Encoding.GetEncodings()))
        {
            foreach (var bytes in answers)
            {
                try
                {
                    await Reading.ReadAsync(bytes, Question, charset: charset.Name);
                }
                catch (UnreadableAnswerException exception)
                {
                    Assert.NotEmpty(exception.What);
                }
            }
        }
    }
}
