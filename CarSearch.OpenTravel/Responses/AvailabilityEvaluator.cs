using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Decides whether a response is a success or a failure, and why.</summary>
internal sealed class AvailabilityEvaluator(string supplier, SecretRedactor redactor)
{
    // Codes of OpenTravel's list ERR (workbook OpenTravel_CodeList, sheet Error codes).
    private static readonly HashSet<string> NoCarsCodes =
    [
        "1", "3", "18", "221", "234", "235", "263", "278", "279", "280", "301", "302", "322", "425", "436", "437", "438", "635", "709",
        "711",
    ];

    private static readonly HashSet<string> TransientCodes = ["187", "188", "197", "448", "724", "784", "888"];

    private static readonly HashSet<string> CredentialCodes = ["175", "497"];

    /// <summary>Evaluates a response.</summary>
    /// <returns>A sentence about the missing part of the response, or null if it is complete.</returns>
    /// <exception cref="SupplierException">The response is a failure.</exception>
    public string? Evaluate(Availability availability)
    {
        var status = availability.Status;
        var hasOffers = availability.Offers.Count + availability.Dropped > 0;
        if (status.IsFault)
        {
            throw CreateFaultError(status);
        }

        if (status.MismatchedDates is { } dates && hasOffers)
        {
            throw new SupplierException($"{supplier} returned offers for other dates than requested: {dates}.");
        }

        if (status.Errors.Count > 0)
        {
            return hasOffers ? CreateMessage("reported an error beside its offers", status.Errors[0])
                : status.Errors.All(error => HasCode(error, NoCarsCodes)) ? null
                : throw CreateError(status.Errors[0]);
        }

        if (!status.IsMessage && !status.HasResult)
        {
            throw new SupplierException($"{supplier}'s response is not an OTA_VehAvailRateRS but {DescribeContent(status.Content)}.");
        }

        if (availability.Offers.Count == 0 && status.Warnings.FirstOrDefault(IsCredentialError) is { } warning)
        {
            throw CreateError(warning);
        }

        return status.HasResult || status.IsSuccess || status.Warnings.Count > 0
            ? null
            : throw new SupplierException($"{supplier}'s response contains neither a result nor an error.");
    }

    /// <summary>Describes an error or a warning for the log.</summary>
    public string Describe(OtaDiagnostic diagnostic) => $"{redactor.Redact(diagnostic.Text) ?? "no text"} {FormatCode(diagnostic)}";

    private SupplierException CreateFaultError(OtaResponseStatus status)
    {
        var code = redactor.Redact(status.FaultCode) ?? "without a code";
        var reason = FormatReason(status.FaultText);

        // SOAP 1.1, 4.4.1 and SOAP 1.2, 5.4.6: only these two mean an invalid message.
        return code.StartsWith("Client", StringComparison.OrdinalIgnoreCase)
            || code.StartsWith("Sender", StringComparison.OrdinalIgnoreCase)
            ? new($"{supplier} rejected the request{reason} (SOAP fault {code}).")
            : new($"{supplier} failed{reason} (SOAP fault {code}).", isTransient: true);
    }

    private SupplierException CreateError(OtaDiagnostic error) =>
        IsCredentialError(error) ? new(CreateMessage("rejected the credentials", error))
        : HasCode(error, TransientCodes) ? new(CreateMessage("failed", error), isTransient: true)
        : new(CreateMessage("rejected the request", error));

    private string CreateMessage(string verb, OtaDiagnostic error) => $"{supplier} {verb}{FormatReason(error.Text)} {FormatCode(error)}.";

    private string FormatReason(string? text) => redactor.Redact(text) is { } redacted ? $": {redacted}" : "";

    private string FormatCode(OtaDiagnostic diagnostic) => $"(OTA error {redactor.Redact(diagnostic.Code) ?? "without a code"})";

    // List EWT: 4 authentication, 5 authentication timeout, 6 authorization.
    private static bool IsCredentialError(OtaDiagnostic diagnostic) =>
        diagnostic.Type is "4" or "5" or "6" || HasCode(diagnostic, CredentialCodes);

    private static bool HasCode(OtaDiagnostic diagnostic, HashSet<string> codes) =>
        diagnostic.Code is { } code && codes.Contains(code.Trim());

    private string DescribeContent(string? content) => content switch
    {
        null => "an empty envelope",
        _ when content.Equals("html", StringComparison.OrdinalIgnoreCase) => "a web page",
        _ => redactor.Redact(content) ?? "another document",
    };
}
