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
    public async Task A_response_has_the_envelope_of_its_request(string? envelope, string sent, string returned)
    {
        var request = envelope is null ? Weekend : In(envelope, Weekend);

        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), request, sent);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{returned}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var root = XElement.Parse(await response.Content.ReadAsStringAsync());
        var message = root;
        if (envelope is not null)
        {
            Assert.Equal(XName.Get("Envelope", envelope), root.Name);
            message = root.Element(XName.Get("Body", envelope))!.Elements().Single();
        }

        Assert.Equal(XName.Get("OTA_VehAvailRateRS", "http://www.opentravel.org/OTA/2003/05"), message.Name);
        Assert.NotEmpty(await SandboxOffers.ReadAsync(message));
    }

    public static TheoryData<string, string> Lenient { get; } = new()
    {
        { "prefixed", Weekend.Replace("xmlns=", "xmlns:ns1=", StringComparison.Ordinal).Replace("<", "<ns1:", StringComparison.Ordinal)
            .Replace("<ns1:/", "</ns1:", StringComparison.Ordinal) },
        { "in no namespace", Weekend.Replace(" xmlns=\"http://www.opentravel.org/OTA/2003/05\"", "", StringComparison.Ordinal) },
        { "in a wrapper", In(Soap11, $"<op:Request xmlns:op=\"urn:op\">{Weekend}</op:Request>") },
        { "beside a header", In(Soap12, Weekend)
            .Replace("<s:Header/>", "<s:Header><user xmlns=\"urn:x\">a</user></s:Header>", StringComparison.Ordinal) },
        { "with seconds, an offset and spaces",
            Weekend.Replace("2026-12-04T10:00:00", " 2026-12-04T10:00:30.5+02:00 ", StringComparison.Ordinal) },
        { "to the minute", Weekend.Replace("2026-12-04T10:00:00", "2026-12-04T10:00", StringComparison.Ordinal) },
        { "without a place of return",
            Weekend.Replace("<ReturnLocation LocationCode=\"JFK\" CodeContext=\"IATA\"/>", "", StringComparison.Ordinal) },
        { "without an age", Weekend.Replace("<DriverType Age=\"30\"/>", "", StringComparison.Ordinal) },
        { "without POS", Weekend.Replace(Weekend[Weekend.IndexOf("<POS>", StringComparison.Ordinal)..(
            Weekend.IndexOf("</POS>", StringComparison.Ordinal) + 6)], "", StringComparison.Ordinal) },
        { "in two sources", Weekend.Replace(" ISOCountry=\"US\" ISOCurrency=\"USD\"", "", StringComparison.Ordinal)
            .Replace("</Source>", "</Source><Source ISOCountry=\"us\" ISOCurrency=\"usd\"/>", StringComparison.Ordinal) },
        { "in small letters", Weekend.Replace("JFK", "jfk", StringComparison.Ordinal) },
        { "with the citizen's country", Weekend.Replace("ISOCountry=\"US\"", "ISOCountry=\"FR\"", StringComparison.Ordinal)
            .Replace(
            "</OTA_VehAvailRateRQ>",
            "<VehAvailRQInfo><Customer><Primary><CitizenCountryName Code=\"US\"/></Primary></Customer></VehAvailRQInfo>" +
            "</OTA_VehAvailRateRQ>", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Lenient))]
    public async Task An_equivalent_request_returns_the_same_offers(string how, string message)
    {
        var expected = await SandboxOffers.ReadAsync(await box.Sandbox.PostForMessageAsync("Alderway"));

        var offers = await SandboxOffers.ReadAsync(await box.Sandbox.PostForMessageAsync("Alderway", message));

        Assert.True(expected.SequenceEqual(offers), how);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, br", "br")]
    public async Task A_response_is_compressed_if_accepted(string accepted, string used)
    {
        var plain = await SandboxOffers.ReadAsync(await box.Sandbox.PostForMessageAsync("Alderway"));

        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway"), encoding: accepted);

        Assert.Equal([used], response.Content.Headers.ContentEncoding);
        await using var compressed = await response.Content.ReadAsStreamAsync();
        await using Stream whole = used == "br" ? new BrotliStream(compressed, CompressionMode.Decompress)
            : new GZipStream(compressed, CompressionMode.Decompress);
        Assert.Equal(plain, await SandboxOffers.ReadAsync(await XElement.LoadAsync(whole, LoadOptions.None, CancellationToken.None)));
    }
}
