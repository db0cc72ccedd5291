using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using CarSearch.Rentals;

namespace CarSearch.OpenTravel.Requests;

/// <summary>What one <c>OTA_VehAvailRateRQ</c> asks for.</summary>
/// <param name="Search">The search.</param>
/// <param name="PickUp">The code of the airport or city where the car is picked up.</param>
/// <param name="DropOff">The code of the airport or city where it is dropped off.</param>
/// <param name="EchoToken">What the answer should repeat.</param>
internal sealed record AvailabilityQuestion(SearchRequest Search, string PickUp, string DropOff, string EchoToken)
{
    /// <summary>Who is asked: a vendor of the same name is the supplier itself.</summary>
    public string? Supplier { get; init; }
}

/// <summary>Writes <c>OTA_VehAvailRateRQ</c>, as OTA_VehAvailRateRQ.xsd and OTA_VehicleCommonTypes.xsd order its parts (https://opentravel.org/download/).</summary>
internal sealed class AvailabilityRequest(OpenTravelOptions options, TimeProvider time)
{
    /// <summary>The namespace of every OpenTravel message of this generation.</summary>
    public const string Namespace = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>The namespace of a SOAP 1.1 envelope.</summary>
    public const string Soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The namespace of a SOAP 1.2 envelope.</summary>
    public const string Soap12 = "http://www.w3.org/2003/05/soap-envelope";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    /// <summary>The request as it goes over the wire. A new one for every attempt.</summary>
    public HttpRequestMessage Make(AvailabilityQuestion question)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint) { Content = new ByteArrayContent(Write(question)) };
        request.Content.Headers.ContentType = ContentType();
        request.Headers.Accept.ParseAdd("text/xml, application/xml, application/soap+xml");
        if (options.Envelope is Envelope.Soap11)
        {
            // SOAP 1.1, 6.1.1: the header is there, in quotes, also when it is empty.
            request.Headers.TryAddWithoutValidation("SOAPAction", $"\"{options.SoapAction}\"");
        }

        if (options.Secret is { } secret && options.SecretIn is not OpenTravelOptions.MessagePassword)
        {
            SignIn(request.Headers, secret);
        }

        return request;
    }

    /// <summary>The message's bytes.</summary>
    public byte[] Write(AvailabilityQuestion question)
    {
        using var bytes = new MemoryStream(2_048);
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartDocument();
            if (options.Envelope is Envelope.None)
            {
                WriteMessage(xml, question);
            }
            else
            {
                var soap = options.Envelope is Envelope.Soap11 ? Soap11 : Soap12;
                xml.WriteStartElement("soap", "Envelope", soap);
                xml.WriteStartElement("soap", "Body", soap);
                WriteMessage(xml, question);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
        }

        return bytes.ToArray();
    }

    private MediaTypeHeaderValue ContentType()
    {
        var type = new MediaTypeHeaderValue(options.Envelope is Envelope.Soap12 ? "application/soap+xml" : "text/xml", "utf-8");
        if (options is { Envelope: Envelope.Soap12, SoapAction: { } action })
        {
            type.Parameters.Add(new("action", $"\"{action}\""));
        }

        return type;
    }

    private void SignIn(HttpRequestHeaders headers, string secret)
    {
        switch (options.SecretIn)
        {
            case OpenTravelOptions.Basic:
                headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.UserName ?? options.RequestorId}:{secret}")));
                break;
            case OpenTravelOptions.Bearer:
                headers.Authorization = new("Bearer", secret);
                break;
            default:
                headers.TryAddWithoutValidation(options.SecretIn, secret);
                break;
        }
    }

    private void WriteMessage(XmlWriter xml, AvailabilityQuestion question)
    {
        xml.WriteStartElement("OTA_VehAvailRateRQ", Namespace);
        xml.WriteAttributeString("EchoToken", question.EchoToken);
        xml.WriteAttributeString("TimeStamp", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("Target", options.Target.ToString());
        xml.WriteAttributeString("Version", options.Version);
        WriteSource(xml, question.Search);
        xml.WriteStartElement("VehAvailRQCore");

        // Cars to be confirmed are wanted too.
        xml.WriteAttributeString("Status", "All");
        xml.WriteStartElement("VehRentalCore");
        xml.WriteAttributeString("PickUpDateTime", LocalTime(question.Search.PickUp.At));
        xml.WriteAttributeString("ReturnDateTime", LocalTime(question.Search.DropOff.At));
        WriteLocation(xml, "PickUpLocation", question.PickUp);
        WriteLocation(xml, "ReturnLocation", question.DropOff);
        xml.WriteEndElement();
        xml.WriteStartElement("DriverType");
        xml.WriteAttributeString("Age", question.Search.DriverAge.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("VehAvailRQInfo");
        xml.WriteStartElement("Customer");
        xml.WriteStartElement("Primary");
        xml.WriteStartElement("CitizenCountryName");
        xml.WriteAttributeString("Code", question.Search.Residence);
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

    // At the place, and without an offset: what the clock there shows.
    private static string LocalTime(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
