using System.Xml;
using System.Xml.Linq;

namespace CarSearch.Sandbox;

/// <summary>
/// The envelope of a message: none, SOAP 1.1 (https://www.w3.org/TR/2000/NOTE-SOAP-20000508/) or SOAP 1.2
/// (https://www.w3.org/TR/soap12-part1/).
/// </summary>
internal sealed class SoapEnvelope
{
    private readonly string? xmlNamespace;
    private readonly string mediaType;

    private SoapEnvelope(string? xmlNamespace, string mediaType) => (this.xmlNamespace, this.mediaType) = (xmlNamespace, mediaType);

    public static SoapEnvelope Bare { get; } = new(null, "application/xml");

    public static SoapEnvelope Soap11 { get; } = new("http://schemas.xmlsoap.org/soap/envelope/", "text/xml");

    public static SoapEnvelope Soap12 { get; } = new("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

    public string ContentType => $"{mediaType}; charset=utf-8";

    public bool IsBare => xmlNamespace is null;

    /// <summary>Returns the envelope of a namespace, or null if it is not one of SOAP.</summary>
    public static SoapEnvelope? FromNamespace(string xmlNamespace) =>
        new[] { Soap11, Soap12 }.FirstOrDefault(soap => soap.xmlNamespace == xmlNamespace);

    /// <summary>Returns the envelope for the response to an unreadable message, by the HTTP headers.</summary>
    public static SoapEnvelope FromHeaders(HttpRequest request) =>
        request.ContentType?.StartsWith(Soap12.mediaType, StringComparison.OrdinalIgnoreCase) is true ? Soap12 :
        request.Headers.ContainsKey("SOAPAction") ? Soap11 : Bare;

    /// <summary>Writes the start of the envelope. The end of the document closes it.</summary>
    public void WriteStart(XmlWriter xml)
    {
        if (!IsBare)
        {
            xml.WriteStartElement("soap", "Envelope", xmlNamespace);
            xml.WriteStartElement("soap", "Body", xmlNamespace);
        }
    }

    /// <summary>
    /// Creates a fault: with HTTP 500, but 400 for the sender's in SOAP 1.2 (Part 2, section 7.5.2.2). Without an envelope, SOAP 1.1 is
    /// used.
    /// </summary>
    public SandboxResponse CreateFault(bool isSenderFault, string reason)
    {
        var soap = IsBare ? Soap11 : this;
        var status = isSenderFault && soap == Soap12 ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
        return SandboxResponse.Create(status, soap, xml => soap.CreateFaultElement(isSenderFault, reason).WriteTo(xml));
    }

    private XElement CreateFaultElement(bool isSenderFault, string reason)
    {
        XNamespace soap = xmlNamespace!;
        return this == Soap11
            ? new(
                soap + "Fault",
                new XElement("faultcode", isSenderFault ? "soap:Client" : "soap:Server"),
                new XElement("faultstring", reason))
            : new(
                soap + "Fault",
                new XElement(soap + "Code", new XElement(soap + "Value", isSenderFault ? "soap:Sender" : "soap:Receiver")),
                new XElement(soap + "Reason", new XElement(soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), reason)));
    }
}
