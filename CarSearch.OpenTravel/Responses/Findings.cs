using System.Globalization;
using System.Text;
using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>An error or a warning of an answer (ErrorWarningAttributeGroup of OTA_CommonTypes.xsd).</summary>
/// <param name="Type">A number of list EWT.</param>
/// <param name="Code">A number of list ERR, or a code of the supplier's own.</param>
/// <param name="Text">What it says to people.</param>
internal sealed record Finding(string? Type, string? Code, string? Text);

/// <summary>What an answer says of itself: whether it is one, whether it succeeded, its errors, warnings and SOAP fault.</summary>
internal sealed class Findings
{
    private const int Most = 20;

    private readonly List<Finding> errors = [];
    private readonly List<Finding> warnings = [];
    private Part part;
    private Finding current = new(null, null, null);
    private string? root;

    private enum Part
    {
        Error,
        Warning,
        FaultCode,
        FaultText,
    }

    /// <summary>Its errors.</summary>
    public IReadOnlyList<Finding> Errors => errors;

    /// <summary>Its warnings.</summary>
    public IReadOnlyList<Finding> Warnings => warnings;

    /// <summary>Whether it is a SOAP fault.</summary>
    public bool IsFault { get; private set; }

    /// <summary>The fault's code (SOAP 1.1, 4.4; SOAP 1.2 part 1, 5.4.1), without its prefix.</summary>
    public string? FaultCode { get; private set; }

    /// <summary>What the fault says to people.</summary>
    public string? FaultText { get; private set; }

    /// <summary>Whether it says that it succeeded.</summary>
    public bool IsSuccess { get; private set; }

    /// <summary>Whether it has a place for cars.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Whether it is an availability message, or one of its errors.</summary>
    public bool IsMessage { get; private set; }

    /// <summary>What it repeats of the request: its EchoToken.</summary>
    public string? EchoToken { get; private set; }

    /// <summary>The days that it is for, where they are not those asked for.</summary>
    public string? OtherDays { get; set; }

    /// <summary>The name of what the answer is instead.</summary>
    public string? Content { get; private set; }

    /// <summary>Takes an element that is not of an offer.</summary>
    /// <returns>Whether its text is wanted: it is told to <see cref="End"/>.</returns>
    public bool Begin(XmlReader xml, StringBuilder text)
    {
        var name = xml.LocalName;
        root ??= xml.Name;
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
                return Capture(name is "Error" ? Part.Error : Part.Warning, text);
            case "Fault":
                IsFault = true;
                return false;
            case "faultcode" or "Value" when IsFault && FaultCode is null:
                return Capture(Part.FaultCode, text);
            case "faultstring" or "Text" when IsFault && FaultText is null:
                return Capture(Part.FaultText, text);
            default:
                if (!IsMessage)
                {
                    EchoToken = xml.GetAttribute("EchoToken");
                    IsMessage = name.Contains("VehAvailRate", StringComparison.OrdinalIgnoreCase) || name is "OTA_VehErrorRS" or "OTA_ErrorRS";
                    Content ??= name is "Envelope" or "Body" ? null : name;
                }

                return false;
        }
    }

    /// <summary>Takes the text of the element that <see cref="Begin"/> wanted.</summary>
    public void End(string text)
    {
        switch (part)
        {
            case Part.FaultCode:
                FaultCode = text[(text.LastIndexOf(':') + 1)..].Trim();
                break;
            case Part.FaultText:
                FaultText = text;
                break;
            default:
                var list = part is Part.Error ? errors : warnings;
                if (list.Count < Most)
                {
                    list.Add(current with { Text = string.IsNullOrWhiteSpace(text) ? current.Text : text });
                }

                break;
        }
    }

    /// <summary>What to say of an answer that is no well-formed XML.</summary>
    public UnreadableAnswerException Unreadable(XmlException exception, AnswerWindow window)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"line {exception.LineNumber}, position {exception.LinePosition}");
        return exception.Message.Contains("DTD", StringComparison.Ordinal) ? new("has a DTD, which is not read", isTransient: false, exception)
            : root is null ? new($"is not XML ({place})", isTransient: false, exception)
            : window.Ended && window.Tail.IndexOf(Encoding.UTF8.GetBytes($"</{root}")) < 0 ? new($"breaks off ({place})", isTransient: true, exception)
            : new($"is not well-formed XML ({place})", isTransient: false, exception);
    }

    private bool Capture(Part wanted, StringBuilder text)
    {
        part = wanted;
        text.Clear();
        return true;
    }
}
