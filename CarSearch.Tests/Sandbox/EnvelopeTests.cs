using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using static CarSearch.Tests.Sandbox.SandboxMessages;

namespace CarSearch.Tests.Sandbox;

public sealed class EnvelopeTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData(null, "text/xml", "application/xml")]
    [InlineData(null, "application/xml", "application/xml")]
    [InlineData(Soap11, "text/xml", "text/xml")]
    [InlineData(Soap12, "application/soap+xml", "application/soap+xml")]
    public async Task An_answer_stands_in_the_envelope_of_its_question(string? envelope, string sent, string answered)
    {
        var question = envelope is null ? Weekend : In(envelope, Weekend);

        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), question, sent);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{answered}; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var root = XElement.Parse(await answer.Content.ReadAsStringAsync());
        var message = root;
        if (envelope is not null)
        {
            Assert.Equal(XName.Get("Envelope", envelope), root.Name);
            message = root.Element(XName.Get("Body", envelope))!.Elements().Single();
        }

        Assert.Equal(XName.Get("OTA_VehAvailRateRS", "http://www.opentravel.org/OTA/2003/05"), message.Name);
        Assert.NotEmpty(AnsweredOffers.Of(message, "Alderway"));
    }

    public static TheoryData<string, string> Lenient { get; } = new()
    {
        { "prefixed", Weekend.Replace("xmlns=", "xmlns:ns1=", StringComparison.Ordinal).Replace("<", "<ns1:", StringComparison.Ordinal).Replace("<ns1:/", "</ns1:", StringComparison.Ordinal) },
        { "in no namespace", Weekend.Replace(" xmlns=\"http://www.opentravel.org/OTA/2003/05\"", "", StringComparison.Ordinal) },
        { "in a wrapper", In(Soap11, $"<op:Request xmlns:op=\"urn:op\">{Weekend}</op:Request>") },
        { "beside a header", In(Soap12, Weekend).Replace("<s:Header/>", "<s:Header><user xmlns=\"urn:x\">a</user></s:Header>", StringComparison.Ordinal) },
        { "with seconds, an offset and spaces", Weekend.Replace("2026-12-04T10:00:00", " 2026-12-04T10:00:30.5+02:00 ", StringComparison.Ordinal) },
        { "to the minute", Weekend.Replace("2026-12-04T10:00:00", "2026-12-04T10:00", StringComparison.Ordinal) },
        { "without a place of return", Weekend.Replace("<ReturnLocation LocationCode=\"JFK\" CodeContext=\"IATA\"/>", "", StringComparison.Ordinal) },
        { "without an age", Weekend.Replace("<DriverType Age=\"30\"/>", "", StringComparison.Ordinal) },
        { "without POS", Weekend.Replace(Weekend[Weekend.IndexOf("<POS>", StringComparison.Ordinal)..(Weekend.IndexOf("</POS>", StringComparison.Ordinal) + 6)], "", StringComparison.Ordinal) },
        { "in two sources", Weekend.Replace(" ISOCountry=\"US\" ISOCurrency=\"USD\"", "", StringComparison.Ordinal).Replace("</Source>", "</Source><Source ISOCountry=\"us\" ISOCurrency=\"usd\"/>", StringComparison.Ordinal) },
        { "in small letters", Weekend.Replace("JFK", "jfk", StringComparison.Ordinal) },
        { "with the citizen's country", Weekend.Replace("ISOCountry=\"US\"", "ISOCountry=\"FR\"", StringComparison.Ordinal).Replace("</OTA_VehAvailRateRQ>", "<VehAvailRQInfo><Customer><Primary><CitizenCountryName Code=\"US\"/></Primary></Customer></VehAvailRQInfo></OTA_VehAvailRateRQ>", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Lenient))]
    public async Task A_question_that_is_put_otherwise_gets_the_same_offers(string how, string question)
    {
        var usual = AnsweredOffers.Of(await box.Sandbox.AnswerAsync("Alderway"), "Alderway");

        var offers = AnsweredOffers.Of(await box.Sandbox.AnswerAsync("Alderway", question), "Alderway");

        Assert.True(usual.SequenceEqual(offers), how);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, br", "br")]
    public async Task An_answer_is_compressed_for_whoever_takes_that(string accepted, string used)
    {
        var plain = AnsweredOffers.Of(await box.Sandbox.AnswerAsync("Alderway"), "Alderway");

        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway"), encoding: accepted);

        Assert.Equal([used], answer.Content.Headers.ContentEncoding);
        await using var compressed = await answer.Content.ReadAsStreamAsync();
        await using Stream whole = used == "br" ? new BrotliStream(compressed, CompressionMode.Decompress) : new GZipStream(compressed, CompressionMode.Decompress);
        Assert.Equal(plain, AnsweredOffers.Of(await XElement.LoadAsync(whole, LoadOptions.None, CancellationToken.None), "Alderway"));
    }
}
