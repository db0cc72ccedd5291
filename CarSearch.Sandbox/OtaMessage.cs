using System.Globalization;
using System.Xml;

namespace CarSearch.Sandbox;

/// <summary>What all answers have in common, and those that have no offers.</summary>
internal static class OtaMessage
{
    /// <summary>OpenTravel's namespace.</summary>
    public const string Namespace = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>Opens an answer.</summary>
    public static void WriteStart(XmlWriter xml, AvailRequest request, DateTimeOffset now)
    {
        xml.WriteStartElement("OTA_VehAvailRateRS", Namespace);
        if (request.EchoToken is { } token)
        {
            xml.WriteAttributeString("EchoToken", token);
        }

        xml.WriteAttributeString("TimeStamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (request.Target is { } target)
        {
            xml.WriteAttributeString("Target", target);
        }

        xml.WriteAttributeString("Version", "5.000");
    }

    /// <summary>Says that the request was answered.</summary>
    public static void WriteSuccess(XmlWriter xml) => AvailAnswerWriter.Element(xml, "Success");

    /// <summary>A warning beside a success.</summary>
    public static void WriteWarning(XmlWriter xml, OtaError warning)
    {
        xml.WriteStartElement("Warnings");
        Write(xml, "Warning", warning);
        xml.WriteEndElement();
    }

    /// <summary>An answer that is all errors: 200, since HTTP went well.</summary>
    public static Answer Errors(AvailRequest request, DateTimeOffset now, params IEnumerable<OtaError> errors) =>
        Answer.Of(StatusCodes.Status200OK, request.Envelope, xml =>
        {
            WriteStart(xml, request, now);
            xml.WriteStartElement("Errors");
            foreach (var error in errors)
            {
                Write(xml, "Error", error);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void Write(XmlWriter xml, string element, OtaError error)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("Type", error.Type);
        xml.WriteAttributeString("ShortText", error.ShortText);
        xml.WriteAttributeString("Code", error.Code);
        xml.WriteString(error.Text);
        xml.WriteEndElement();
    }
}
