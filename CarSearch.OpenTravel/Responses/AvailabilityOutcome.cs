using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Decides what an answer comes to: offers, none, or a failure with its reason.</summary>
/// <param name="supplier">The supplier's name.</param>
/// <param name="words">Cleans what the supplier says.</param>
internal sealed class AvailabilityOutcome(string supplier, SupplierWords words)
{
    // Codes of OpenTravel's list ERR (workbook OpenTravel_CodeList, sheet Error codes).
    private static readonly HashSet<string> NoCars =
        ["1", "3", "18", "221", "234", "235", "263", "278", "279", "280", "301", "302", "322", "425", "436", "437", "438", "635", "709", "711"];

    private static readonly HashSet<string> Passing = ["187", "188", "197", "448", "724", "784", "888"];

    private static readonly HashSet<string> Credentials = ["175", "497"];

    /// <summary>What a supplier said that has not answered, or not all of what it was asked.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>Why a part is missing, in a sentence; null when nothing is.</returns>
    /// <exception cref="SupplierException">The answer is a failure.</exception>
    public string? Judge(Availability answer)
    {
        var told = answer.Told;
        if (told.IsFault)
        {
            throw Fault(told);
        }

        if (told.OtherDays is { } days && answer.Offers.Count + answer.Dropped > 0)
        {
            throw new SupplierException($"{supplier} answered for other days than it was asked for: {days}.");
        }

        if (told.Errors.Count > 0)
        {
            var isEmpty = told.Errors.All(error => Is(error, NoCars));
            return answer.Offers.Count > 0 || answer.Dropped > 0 ? Sentence("reports beside its offers", told.Errors[0])
                : isEmpty ? null
                : throw Failure(told.Errors[0]);
        }

        if (!told.IsMessage && !told.HasResult)
        {
            throw new SupplierException($"{supplier}'s answer is not an OTA_VehAvailRateRS but {Named(told.Content)}.");
        }

        if (answer.Offers.Count == 0 && told.Warnings.FirstOrDefault(IsRefusal) is { } refusal)
        {
            throw Failure(refusal);
        }

        return told.HasResult || told.IsSuccess || told.Warnings.Count > 0
            ? null
            : throw new SupplierException($"{supplier}'s answer says neither that it succeeded nor that it failed.");
    }

    /// <summary>An error or warning in words, for the log.</summary>
    public string Told(Finding finding) => $"{words.Clean(finding.Text) ?? "no words"} {Number(finding)}";

    private SupplierException Fault(Findings told)
    {
        var code = words.Clean(told.FaultCode) ?? "without a code";
        var reason = Reason(told.FaultText);

        // SOAP 1.1, 4.4.1 and SOAP 1.2, 5.4.6: only these two say that the message was wrong.
        return code.StartsWith("Client", StringComparison.OrdinalIgnoreCase) || code.StartsWith("Sender", StringComparison.OrdinalIgnoreCase)
            ? new($"{supplier} refused the request{reason} (SOAP fault {code}).")
            : new($"{supplier} failed{reason} (SOAP fault {code}).", isTransient: true);
    }

    private SupplierException Failure(Finding error) =>
        IsRefusal(error) ? new(Sentence("refuses the credentials that it was given", error))
        : Is(error, Passing) ? new(Sentence("failed", error), isTransient: true)
        : new(Sentence("refused the request", error));

    private string Sentence(string verb, Finding error) => $"{supplier} {verb}{Reason(error.Text)} {Number(error)}.";

    private string Reason(string? text) => words.Clean(text) is { } told ? $": {told}" : "";

    private string Number(Finding finding) => $"(OTA error {words.Clean(finding.Code) ?? "without a code"})";

    // List EWT: 4 authentication, 5 authentication timeout, 6 authorization.
    private static bool IsRefusal(Finding finding) => finding.Type is "4" or "5" or "6" || Is(finding, Credentials);

    private static bool Is(Finding finding, HashSet<string> codes) => finding.Code is { } code && codes.Contains(code.Trim());

    private string Named(string? content) => content switch
    {
        null => "an empty envelope",
        _ when content.Equals("html", StringComparison.OrdinalIgnoreCase) => "a web page",
        _ => words.Clean(content) ?? "something else",
    };
}
