using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Rentals;

namespace CarSearch.OpenTravel.Requests;

/// <summary>The content of one <c>OTA_VehAvailRateRQ</c>.</summary>
/// <param name="Search">The search.</param>
/// <param name="PickUp">The code of the airport or city where the car is picked up.</param>
/// <param name="DropOff">The code of the airport or city where it is dropped off.</param>
/// <param name="EchoToken">The token that the response should repeat.</param>
/// <param name="Supplier">The name of the supplier. A vendor of the same name is the supplier itself.</param>
internal sealed record AvailabilityQuery(SearchRequest Search, string PickUp, string DropOff, string EchoToken, string? Supplier = null);

/// <summary>
/// Creates requests with an <c>OTA_VehAvailRateRQ</c>, in the element order of OTA_VehAvailRateRQ.xsd and OTA_VehicleCommonTypes.xsd
/// (https://opentravel.org/download/).
/// </summary>
internal sealed class AvailabilityRequestFactory(OpenTravelOptions options, TimeProvider time)
{
    private static readonly XNamespace Ota = "http://www.opentravel.org/OTA/2003/05";
    private static readonly XNamespace Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private static readonly XmlWriterSettings Settings =
        new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    /// <summary>Creates the HTTP request of one attempt.</summary>
    public HttpRequestMessage Create(AvailabilityQuery query)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint) { Content = new ByteArrayContent(Write(query)) };
        request.Content.Headers.ContentType = CreateContentType();
        request.Headers.Accept.ParseAdd("text/xml, application/xml, application/soap+xml");
        if (options.Envelope is Envelope.Soap11)
        {
            // SOAP 1.1, 6.1.1: the header is required and quoted, even if it is empty.
            request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{options.SoapAction}\"");
        }

        if (options.Secret is { } secret && options.SecretIn is not OpenTravelOptions.MessagePassword)
        {
            AddCredentials(request.Headers, secret);
        }

        return request;
    }

    private byte[] Write(AvailabilityQuery query)
    {
        var message = CreateMessage(query);
        if (options.Envelope is not Envelope.None)
        {
            var soap = options.Envelope is Envelope.Soap11 ? Soap11 : Soap12;
            message = new(soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", soap), new XElement(soap + "Body", message));
        }

        using var bytes = new MemoryStream(2_048);
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            message.Save(xml);
        }

        return bytes.ToArray();
    }

    private MediaTypeHeaderValue CreateContentType()
    {
        var type = new MediaTypeHeaderValue(options.Envelope is Envelope.Soap12 ? "application/soap+xml" : "text/xml", "utf-8");
        if (options is { Envelope: Envelope.Soap12, SoapAction: { } action })
        {
            type.Parameters.Add(new("action", $"\"{action}\""));
        }

        return type;
    }

    private void AddCredentials(HttpRequestHeaders headers, string secret)
    {
        switch (options.SecretIn)
        {
            case OpenTravelOptions.Basic:
                var credentials = Encoding.UTF8.GetBytes($"{options.UserName ?? options.RequestorId}:{secret}");
                headers.Authorization = new("Basic", Convert.ToBase64String(credentials));
                break;
            case OpenTravelOptions.Bearer:
                headers.Authorization = new("Bearer", secret);
                break;
            default:
                headers.TryAddWithoutValidation(options.SecretIn, secret);
                break;
        }
    }

    private XElement CreateMessage(AvailabilityQuery query) => new(
        Ota + "OTA_VehAvailRateRQ",
        new XAttribute("EchoToken", query.EchoToken),
        new XAttribute("TimeStamp", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        new XAttribute("Target", options.Target),
        new XAttribute("Version", options.Version),
        new XElement(Ota + "POS", CreateSource(query.Search)),
        new XElement(
            Ota + "VehAvailRQCore",
            new XAttribute("Status", "All"), // Includes cars that require confirmation.
            new XElement(
                Ota + "VehRentalCore",
                new XAttribute("PickUpDateTime", FormatLocalTime(query.Search.PickUp.At)),
                new XAttribute("ReturnDateTime", FormatLocalTime(query.Search.DropOff.At)),
                CreateLocation("PickUpLocation", query.PickUp),
                CreateLocation("ReturnLocation", query.DropOff)),
            new XElement(Ota + "DriverType", new XAttribute("Age", query.Search.DriverAge))),
        new XElement(
            Ota + "VehAvailRQInfo",
            new XElement(
                Ota + "Customer",
                new XElement(
                    Ota + "Primary", new XElement(Ota + "CitizenCountryName", new XAttribute("Code", query.Search.Residence))))));

    private XElement CreateSource(SearchRequest search) => new(
        Ota + "Source",
        new XAttribute("ISOCountry", search.Residence),
        new XAttribute("ISOCurrency", search.Currency),
        options.RequestorId is null ? null : new XElement(
            Ota + "RequestorID",
            new XAttribute("Type", options.RequestorType),
            new XAttribute("ID", options.RequestorId),
            options.RequestorContext is { } context ? new XAttribute("ID_Context", context) : null,
            options is { Secret: { } secret, SecretIn: OpenTravelOptions.MessagePassword }
                ? new XAttribute("MessagePassword", secret)
                : null));

    private XElement CreateLocation(string name, string code) =>
        new(Ota + name, new XAttribute("LocationCode", code), new XAttribute("CodeContext", options.CodeContext));

    // Local time at the place, without an offset.
    private static string FormatLocalTime(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
