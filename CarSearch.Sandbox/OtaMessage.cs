using System.Globalization;
using System.Xml;
using CarSearch.Common;

namespace CarSearch.Sandbox;

/// <summary>An OpenTravel error.</summary>
/// <param name="Type">A code of list EWT.</param>
/// <param name="Code">A code of list ERR.</param>
/// <param name="Text">The error message.</param>
internal sealed record OtaError(string Type, string Code, string Text)
{
    /// <summary>Gets the message, truncated to the 64 characters of attribute ShortText.</summary>
    public string ShortText => Text.Truncate(64);

    /// <summary>Creates an error of type 7: the message is not supported.</summary>
    public static OtaError Protocol(string code, string text) => new("7", code, text);

    /// <summary>Creates an error of type 10: a required value is missing.</summary>
    public static OtaError Missing(string code, string text) => new("10", code, text);

    /// <summary>Creates an error of type 3: a value is invalid.</summary>
    public static OtaError Rule(string code, string text) => new("3", code, text);

    /// <summary>Creates an error of type 12: the supplier failed.</summary>
    public static OtaError Processing(string code, string text) => new("12", code, text);

    /// <summary>Creates an error of type 6: the requestor is not authorized.</summary>
    public static OtaError Authorization(string code, string text) => new("6", code, text);
}

/// <summary>Writes the parts common to all responses, and responses without offers.</summary>
internal static class OtaMessage
{
    /// <summary>The namespace of OpenTravel.</summary>
    public const string Namespace = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>Writes the start of a response.</summary>
    public static void WriteStart(XmlWriter xml, AvailabilityRequest request, DateTimeOffset now)
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

    /// <summary>Writes element Success.</summary>
    public static void WriteSuccess(XmlWriter xml) => AvailabilityResponseWriter.WriteElement(xml, "Success");

    /// <summary>Writes a warning.</summary>
    public static void WriteWarning(XmlWriter xml, OtaError warning)
    {
        xml.WriteStartElement("Warnings");
        Write(xml, "Warning", warning);
        xml.WriteEndElement();
    }

    /// <summary>Creates a response with errors. Its HTTP status is 200.</summary>
    public static SandboxResponse CreateErrors(AvailabilityRequest request, DateTimeOffset now, params IEnumerable<OtaError> errors) =>
        SandboxResponse.Create(StatusCodes.Status200OK, request.Envelope, xml =>
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
