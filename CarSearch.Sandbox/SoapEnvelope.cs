using System.Xml;

namespace CarSearch.Sandbox;

/// <summary>What a message stands in: nothing, or an envelope of SOAP 1.1 (https://www.w3.org/TR/2000/NOTE-SOAP-20000508/) or 1.2 (https://www.w3.org/TR/soap12-part1/).</summary>
internal sealed class SoapEnvelope
{
    private readonly string? xmlNamespace;
    private readonly string mediaType;

    private SoapEnvelope(string? xmlNamespace, string mediaType) => (this.xmlNamespace, this.mediaType) = (xmlNamespace, mediaType);

    /// <summary>None.</summary>
    public static SoapEnvelope Bare { get; } = new(null, "application/xml");

    /// <summary>That of SOAP 1.1.</summary>
    public static SoapEnvelope Soap11 { get; } = new("http://schemas.xmlsoap.org/soap/envelope/", "text/xml");

    /// <summary>That of SOAP 1.2.</summary>
    public static SoapEnvelope Soap12 { get; } = new("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml");

    /// <summary>What an answer in it is sent as.</summary>
    public string ContentType => $"{mediaType}; charset=utf-8";

    /// <summary>Whether it is none.</summary>
    public bool IsBare => xmlNamespace is null;

    /// <summary>The envelope of a namespace; null for one that is not of SOAP.</summary>
    public static SoapEnvelope? Of(string xmlNamespace) => new[] { Soap11, Soap12 }.FirstOrDefault(soap => soap.xmlNamespace == xmlNamespace);

    /// <summary>The envelope to answer in where the message itself can't be read: as the header tells it.</summary>
    public static SoapEnvelope Told(HttpRequest request) =>
        request.ContentType?.StartsWith(Soap12.mediaType, StringComparison.OrdinalIgnoreCase) is true ? Soap12 :
        request.Headers.ContainsKey("SOAPAction") ? Soap11 : Bare;

    /// <summary>Opens it.</summary>
    public void WriteStart(XmlWriter xml)
    {
        if (!IsBare)
        {
            xml.WriteStartElement("soap", "Envelope", xmlNamespace);
            xml.WriteStartElement("soap", "Body", xmlNamespace);
        }
    }

    /// <summary>Closes it.</summary>
    public void WriteEnd(XmlWriter xml)
    {
        if (!IsBare)
        {
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    }

    /// <summary>
    /// An answer that is a fault: 500, but 400 for a sender's in SOAP 1.2 (Part 2, section 7.5.2.2). One who asked without an envelope gets that of SOAP 1.1.
    /// </summary>
    /// <param name="isSenders">Whether whoever asked is to blame.</param>
    /// <param name="reason">Why, in a sentence.</param>
    public Answer Fault(bool isSenders, string reason)
    {
        var soap = IsBare ? Soap11 : this;
        var status = isSenders && soap == Soap12 ? StatusCodes.Status400BadRequest : StatusCodes.Status500InternalServerError;
        return Answer.Of(status, soap, xml => soap.WriteFault(xml, isSenders, reason));
    }

    private void WriteFault(XmlWriter xml, bool isSenders, string reason)
    {
        xml.WriteStartElement("soap", "Fault", xmlNamespace);
        if (this == Soap11)
        {
            xml.WriteElementString("faultcode", isSenders ? "soap:Client" : "soap:Server");
            xml.WriteElementString("faultstring", reason);
        }
        else
        {
            xml.WriteStartElement("soap", "Code", xmlNamespace);
            xml.WriteElementString("soap", "Value", xmlNamespace, isSenders ? "soap:Sender" : "soap:Receiver");
            xml.WriteEndElement();
            xml.WriteStartElement("soap", "Reason", xmlNamespace);
            xml.WriteStartElement("soap", "Text", xmlNamespace);
            xml.WriteAttributeString("xml", "lang", null, "en");
            xml.WriteString(reason);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
