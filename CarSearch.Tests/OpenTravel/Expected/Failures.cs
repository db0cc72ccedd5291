namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>What a message without offers comes to, from the supplier Beta.</summary>
/// <param name="File">The message.</param>
/// <param name="Sentence">Why it is a failure; null where it is an answer: there are no cars.</param>
/// <param name="IsTransient">Whether asking again may help.</param>
internal sealed record FailedMessage(string File, string? Sentence, bool IsTransient = false);

/// <summary>Messages that are failures, or answers without an offer.</summary>
internal static class Failures
{
    public static IEnumerable<FailedMessage> All { get; } =
    [
        new("success-without-core", null),
        new("no-vehicles", null),
        new("errors-no-cars", null),
        new("warnings-only-no-cars", null),
        new("warnings-only-sign-in", "Beta refuses the credentials that it was given: Password invalid (OTA error 175)."),
        new("errors-credentials", "Beta refuses the credentials that it was given: Requestor is not active (OTA error 497)."),
        new("errors-unknown-location", "Beta refused the request: Pickup location not recognized (OTA error 229)."),
        new("errors-system-down", "Beta failed: Back soon (OTA error 187).", IsTransient: true),
        new("errors-own-root", "Beta refused the request: The key is not known (OTA error ERR_AUTH)."),
        new("payload-status-zero", "Beta's answer is not an OTA_VehAvailRateRS but OTA_PayloadStdAttributes."),
        new("empty-result", "Beta's answer says neither that it succeeded nor that it failed."),
        new("soap11-fault-server", "Beta failed: Unhandled fault in the rate engine (SOAP fault Server).", IsTransient: true),
        new("soap11-fault-client", "Beta refused the request: The header lacks credentials (SOAP fault Client)."),
        new("soap12-fault-receiver", "Beta failed: The rate engine is restarting (SOAP fault Receiver).", IsTransient: true),
        new("soap12-fault-sender", "Beta refused the request: Unknown action (SOAP fault Sender)."),
        new("other-document", "Beta's answer is not an OTA_VehAvailRateRS but OTA_VehLocSearchRS."),
        new("page", "Beta's answer is a web page."),

        // The message stands as text in an element; that is told, not read.
        new("message-as-text", "Beta's answer is not an OTA_VehAvailRateRS but processResponse."),
    ];
}
