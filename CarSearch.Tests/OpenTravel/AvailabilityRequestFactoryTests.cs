using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CarSearch.OpenTravel;
using CarSearch.OpenTravel.Requests;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.OpenTravel;

public sealed class AvailabilityRequestFactoryTests
{
    private static readonly XNamespace Ota = "http://www.opentravel.org/OTA/2003/05";
    private static readonly AvailabilityQuery Query = new(SampleRequests.Weekend, "JFK", "LGA", "0123456789abcdef-JFK");

    [Fact]
    public void A_bare_request_has_this_content() => Assert.Equal(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <OTA_VehAvailRateRQ EchoToken="0123456789abcdef-JFK" TimeStamp="2026-11-20T08:30:00Z" Target="Test" Version="2007"
         xmlns="http://www.opentravel.org/OTA/2003/05">
        <POS><Source ISOCountry="US" ISOCurrency="USD">
        <RequestorID Type="4" ID="CS &amp; Co" ID_Context="BROKER" MessagePassword="&lt;s3cr3t&quot;&gt;" /></Source></POS>
        <VehAvailRQCore Status="All"><VehRentalCore PickUpDateTime="2026-12-04T10:00:00" ReturnDateTime="2026-12-06T10:00:00">
        <PickUpLocation LocationCode="JFK" CodeContext="IATA" />
        <ReturnLocation LocationCode="LGA" CodeContext="IATA" /></VehRentalCore><DriverType Age="30" /></VehAvailRQCore>
        <VehAvailRQInfo><Customer><Primary><CitizenCountryName Code="US" /></Primary></Customer></VehAvailRQInfo></OTA_VehAvailRateRQ>
        """.ReplaceLineEndings(""),
        Text(new() { Version = "2007", Target = Target.Test, RequestorId = "CS & Co", RequestorType = "4", RequestorContext = "BROKER",
            Secret = "<s3cr3t\">" }));

    [Theory]
    [InlineData("Soap11", "http://schemas.xmlsoap.org/soap/envelope/")]
    [InlineData("Soap12", "http://www.w3.org/2003/05/soap-envelope")]
    public void An_envelope_holds_the_same_message(string envelope, string @namespace)
    {
        XNamespace soap = @namespace;
        var wrapped = XDocument.Parse(Text(new() { Envelope = Enum.Parse<Envelope>(envelope) }));
        var message = wrapped.Element(soap + "Envelope")!.Element(soap + "Body")!.Element(Ota + "OTA_VehAvailRateRQ")!;
        Assert.Equal(XDocument.Parse(Text(new())).Root!.Elements(), message.Elements(), XNode.EqualityComparer);
    }

    [Fact]
    public void Without_a_requestor_none_is_sent() => Assert.DoesNotContain("RequestorID", Text(new()), StringComparison.Ordinal);

    [Theory]
    [InlineData("Basic", null, "Authorization", "Basic Q1MtMTpzM2NyM3Q=")]
    [InlineData("Basic", "us", "Authorization", "Basic dXM6czNjcjN0")]
    [InlineData("Bearer", null, "Authorization", "Bearer s3cr3t")]
    [InlineData("x-api-key", null, "x-api-key", "s3cr3t")]
    public void A_secret_is_sent_where_configured_alone(string secretIn, string? user, string header, string value)
    {
        OpenTravelOptions options = new() { RequestorId = "CS-1", Secret = "s3cr3t", SecretIn = secretIn, UserName = user };
        using var request = Make(options);
        Assert.Equal([value], request.Headers.GetValues(header));
        Assert.DoesNotContain("s3cr3t", Text(options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("None", null, "text/xml; charset=utf-8", null)]
    [InlineData("Soap11", null, "text/xml; charset=utf-8", "\"\"")]
    [InlineData("Soap11", "urn:avail", "text/xml; charset=utf-8", "\"urn:avail\"")]
    [InlineData("Soap12", null, "application/soap+xml; charset=utf-8", null)]
    [InlineData("Soap12", "urn:avail", "application/soap+xml; charset=utf-8; action=\"urn:avail\"", null)]
    public void The_envelope_determines_the_media_type_and_the_position_of_the_action(
        string envelope, string? action, string type, string? header)
    {
        using var request = Make(new() { Envelope = Enum.Parse<Envelope>(envelope), SoapAction = action });
        Assert.Equal(type, request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(header, request.Headers.TryGetValues("SOAPAction", out var values) ? values.Single() : null);
        Assert.Equal(new Uri("https://ota.northway.example/avail"), request.RequestUri);
    }

    private static HttpRequestMessage Make(OpenTravelOptions options)
    {
        options.Endpoint = new("https://ota.northway.example/avail");
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-20T08:30:00Z", CultureInfo.InvariantCulture));
        return new AvailabilityRequestFactory(options, time).Create(Query);
    }

    private static string Text(OpenTravelOptions options)
    {
        using var request = Make(options);
        using var reader = new StreamReader(request.Content!.ReadAsStream(), new UTF8Encoding(false, true));
        return reader.ReadToEnd();
    }
}
