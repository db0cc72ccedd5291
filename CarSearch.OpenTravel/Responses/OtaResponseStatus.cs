using System.Globalization;
using System.Text;
using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>An error or a warning of a response (ErrorWarningAttributeGroup of OTA_CommonTypes.xsd).</summary>
/// <param name="Type">A code of list EWT.</param>
/// <param name="Code">A code of list ERR, or the supplier's own.</param>
/// <param name="Text">The text.</param>
internal sealed record OtaDiagnostic(string? Type, string? Code, string? Text);

/// <summary>Reads the status of a response: its kind, success, errors, warnings and SOAP fault.</summary>
internal sealed class OtaResponseStatus
{
    private const int MaxDiagnostics = 20;

    private readonly List<OtaDiagnostic> errors = [];
    private readonly List<OtaDiagnostic> warnings = [];
    private OtaDiagnostic current = new(null, null, null);
    private string? root;

    /// <summary>Gets the errors.</summary>
    public IReadOnlyList<OtaDiagnostic> Errors => errors;

    /// <summary>Gets the warnings.</summary>
    public IReadOnlyList<OtaDiagnostic> Warnings => warnings;

    /// <summary>Gets a value indicating whether the response is a SOAP fault.</summary>
    public bool IsFault { get; private set; }

    /// <summary>Gets the code of the fault (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4.1), without its prefix.</summary>
    public string? FaultCode { get; private set; }

    /// <summary>Gets the text of the fault.</summary>
    public string? FaultText { get; private set; }

    /// <summary>Gets a value indicating whether there is an element Success.</summary>
    public bool IsSuccess { get; private set; }

    /// <summary>Gets a value indicating whether there is an element for offers.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Gets a value indicating whether the response is an availability or error message.</summary>
    public bool IsMessage { get; private set; }

    /// <summary>Gets the EchoToken.</summary>
    public string? EchoToken { get; private set; }

    /// <summary>Gets or sets the dates of the response if they differ from those of the request.</summary>
    public string? MismatchedDates { get; set; }

    /// <summary>Gets the name of the first element that is not an envelope.</summary>
    public string? Content { get; private set; }

    /// <summary>Reads an element that does not belong to an offer.</summary>
    /// <returns>Whether its text is needed, by <see cref="End"/>.</returns>
    public bool Begin(ElementReader xml)
    {
        var name = xml.Name;
        root ??= xml.QualifiedName;
        switch (name)
        {
            case "Success":
                IsSuccess = true;
                return false;
            case "VehAvailRSCore" or "VehVendorAvails" or "VehAvails":
                HasResult = true;
                return false;
            case "Error" or "Warning":
                current = new(xml.GetAttribute("Type"), xml.GetAttribute("Code"), xml.GetAttribute("ShortText"));
                return true;
            case "Fault":
                IsFault = true;
                return false;
            case "faultcode" or "Value" when IsFault:
                return FaultCode is null;
            case "faultstring" or "Text" when IsFault:
                return FaultText is null;
            default:
                if (!IsMessage)
                {
                    EchoToken = xml.GetAttribute("EchoToken");
                    IsMessage = name.Contains("VehAvailRate", StringComparison.OrdinalIgnoreCase)
                        || name is "OTA_VehErrorRS" or "OTA_ErrorRS";
                    Content ??= name is "Envelope" or "Body" ? null : name;
                }

                return false;
        }
    }

    /// <summary>Reads the text of the element for which <see cref="Begin"/> returned true.</summary>
    public void End(string name, ReadOnlySpan<char> text)
    {
        switch (name)
        {
            case "Error" or "Warning":
                var list = name is "Error" ? errors : warnings;
                if (list.Count < MaxDiagnostics)
                {
                    list.Add(current with { Text = text.IsWhiteSpace() ? current.Text : text.ToString() });
                }

                break;
            case "faultcode" or "Value":
                FaultCode = text[(text.LastIndexOf(':') + 1)..].Trim().ToString();
                break;
            default:
                FaultText = text.ToString();
                break;
        }
    }

    /// <summary>Creates the exception for a response that is not well-formed XML.</summary>
    public UnreadableResponseException CreateMalformedError(XmlException exception, LookaheadReader input)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber}, position {exception.LinePosition}");
        return exception.Message.Contains("DTD", StringComparison.Ordinal)
            ? new("contains a DTD, which is not allowed", cause: exception)
            : root is null ? new($"is not XML ({place})", cause: exception)
            : input.IsCompleted && input.Tail.IndexOf(Encoding.UTF8.GetBytes($"</{root}")) < 0
                ? new($"is incomplete ({place})", isTransient: true, exception)
            : new($"is not well-formed XML ({place})", cause: exception);
    }
}
