using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using CarSearch.Rentals;

namespace CarSearch.OpenTravel.Requests;

/// <summary>The content of one <c>OTA_VehAvailRateRQ</c>.</summary>
/// <param name="Search">The search.</param>
/// <param name="PickUp">The code of the airport or city where the car is picked up.</param>
/// <param name="DropOff">The code of the airport or city where it is dropped off.</param>
/// <param name="EchoToken">The token that the response should repeat.</param>
internal sealed record AvailabilityQuery(SearchRequest Search, string PickUp, string DropOff, string EchoToken)
{
    /// <summary>Gets the name of the supplier. A vendor of the same name is the supplier itself.</summary>
    public string? Supplier { get; init; }
}

/// <summary>
/// Creates requests with an <c>OTA_VehAvailRateRQ</c>, in the element order of OTA_VehAvailRateRQ.xsd and OTA_VehicleCommonTypes.xsd
/// (https://opentravel.org/download/).
/// </summary>
internal sealed class AvailabilityRequestFactory(OpenTravelOptions options, TimeProvider time)
{
    /// <summary>The namespace of OpenTravel messages.</summary>
    public const string Namespace = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>The namespace of a SOAP 1.1 envelope.</summary>
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The namespace of a SOAP 1.2 envelope.</summary>
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

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

    /// <summary>Serializes the message.</summary>
    public byte[] Write(AvailabilityQuery query)
    {
        using var bytes = new MemoryStream(2_048);
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartDocument();
            if (options.Envelope is Envelope.None)
            {
                WriteMessage(xml, query);
            }
            else
            {
                var soap = options.Envelope is Envelope.Soap11 ? Soap11 : Soap12;
                xml.WriteStartElement("soap", "Envelope", soap);
                xml.WriteStartElement("soap", "Body", soap);
                WriteMessage(xml, query);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
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

    private void WriteMessage(XmlWriter xml, AvailabilityQuery query)
    {
        xml.WriteStartElement("OTA_VehAvailRateRQ", Namespace);
        xml.WriteAttributeString("EchoToken", query.EchoToken);
        xml.WriteAttributeString("TimeStamp", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("Target", options.Target.ToString());
        xml.WriteAttributeString("Version", options.Version);
        WriteSource(xml, query.Search);
        xml.WriteStartElement("VehAvailRQCore");

        // Includes cars that require confirmation.
        xml.WriteAttributeString("Status", "All");
        xml.WriteStartElement("VehRentalCore");
        xml.WriteAttributeString("PickUpDateTime", FormatLocalTime(query.Search.PickUp.At));
        xml.WriteAttributeString("ReturnDateTime", FormatLocalTime(query.Search.DropOff.At));
        WriteLocation(xml, "PickUpLocation", query.PickUp);
        WriteLocation(xml, "ReturnLocation", query.DropOff);
        xml.WriteEndElement();
        xml.WriteStartElement("DriverType");
        xml.WriteAttributeString("Age", query.Search.DriverAge.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("VehAvailRQInfo");
        xml.WriteStartElement("Customer");
        xml.WriteStartElement("Primary");
        xml.WriteStartElement("CitizenCountryName");
        xml.WriteAttributeString("Code", query.Search.Residence);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteSource(XmlWriter xml, SearchRequest search)
    {
        xml.WriteStartElement("POS");
        xml.WriteStartElement("Source");
        xml.WriteAttributeString("ISOCountry", search.Residence);
        xml.WriteAttributeString("ISOCurrency", search.Currency);
        if (options.RequestorId is { } requestor)
        {
            xml.WriteStartElement("RequestorID");
            xml.WriteAttributeString("Type", options.RequestorType);
            xml.WriteAttributeString("ID", requestor);
            if (options.RequestorContext is { } context)
            {
                xml.WriteAttributeString("ID_Context", context);
            }

            if (options is { Secret: { } secret, SecretIn: OpenTravelOptions.MessagePassword })
            {
                xml.WriteAttributeString("MessagePassword", secret);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void WriteLocation(XmlWriter xml, string name, string code)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("LocationCode", code);
        xml.WriteAttributeString("CodeContext", options.CodeContext);
        xml.WriteEndElement();
    }

    // Local time at the place, without an offset.
    private static string FormatLocalTime(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
