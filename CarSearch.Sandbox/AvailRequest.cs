using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>An <c>OTA_VehAvailRateRQ</c> as it was understood.</summary>
/// <param name="Envelope">What it stood in, and the answer will.</param>
internal sealed record AvailRequest(SoapEnvelope Envelope)
{
    /// <summary>Why the message as a whole can't be read; null when it can.</summary>
    public OtaError? Unreadable { get; init; }

    /// <summary>What is wrong in it.</summary>
    public IReadOnlyList<OtaError> Errors { get; init; } = [];

    /// <summary>Its attribute EchoToken, which the answer bears too; null without one.</summary>
    public string? EchoToken { get; init; }

    /// <summary>Its attribute Target, which the answer bears too; null without one.</summary>
    public string? Target { get; init; }

    /// <summary>Who asks, for the log: the requestor's type and ID, and whether there is a password, never which.</summary>
    public string Requestor { get; init; } = "nobody";

    /// <summary>What is asked; null when anything is wrong.</summary>
    public SupplierRequest? Ask { get; init; }

    /// <summary>What is wrong, for the log.</summary>
    public string Verdict => Unreadable is { } error ? error.Text : Errors.Count == 0 ? "right" : string.Join(' ', Errors.Select(one => one.Text));
}
