using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Common;

namespace CarSearch.Sandbox;

/// <summary>An OpenTravel error.</summary>
/// <param name="Type">A code of list EWT.</param>
/// <param name="Code">A code of list ERR.</param>
/// <param name="Text">The error message.</param>
internal sealed record OtaError(string Type, string Code, string Text)
{
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

    /// <summary>Creates the element of an error or a warning. ShortText has 64 characters at most.</summary>
    public XElement ToElement(string name) =>
        OtaMessage.Element(name, [("Type", Type), ("ShortText", Text.Truncate(64)), ("Code", Code)], Text);
}

/// <summary>Creates the elements of OpenTravel, and responses without offers.</summary>
internal static class OtaMessage
{
    private static readonly XNamespace Namespace = "http://www.opentravel.org/OTA/2003/05";

    /// <summary>Creates an element. Attributes and content that are null are omitted.</summary>
    public static XElement Element(
        string name, ReadOnlySpan<(string Name, object? Value)> attributes, params ReadOnlySpan<object?> content)
    {
        var element = new XElement(Namespace + name);
        foreach (var (attribute, value) in attributes)
        {
            element.SetAttributeValue(attribute, value);
        }

        foreach (var item in content)
        {
            element.Add(item);
        }

        return element;
    }

    /// <summary>Creates an element unless all of its attributes and content are null.</summary>
    public static XElement? Optional(
        string name, ReadOnlySpan<(string Name, object? Value)> attributes, params ReadOnlySpan<object?> content)
    {
        var element = Element(name, attributes, content);
        return element.IsEmpty && !element.HasAttributes ? null : element;
    }

    /// <summary>Writes the start of a response and its first element. The end of the document closes it.</summary>
    public static void WriteStart(XmlWriter xml, AvailabilityRequest request, DateTimeOffset now, XElement first)
    {
        var root = Element(
            "OTA_VehAvailRateRS",
            [
                ("EchoToken", request.EchoToken),
                ("TimeStamp", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                ("Target", request.Target),
                ("Version", "5.000"),
            ]);
        xml.WriteStartElement(root.Name.LocalName, root.Name.NamespaceName);
        foreach (var attribute in root.Attributes())
        {
            xml.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
        }

        first.WriteTo(xml);
    }

    /// <summary>Creates a response with errors. Its HTTP status is 200.</summary>
    public static SandboxResponse CreateErrors(AvailabilityRequest request, DateTimeOffset now, params IEnumerable<OtaError> errors) =>
        SandboxResponse.Create(StatusCodes.Status200OK, request.Envelope, xml =>
            WriteStart(xml, request, now, Element("Errors", [], errors.Select(error => error.ToElement("Error")))));
}
