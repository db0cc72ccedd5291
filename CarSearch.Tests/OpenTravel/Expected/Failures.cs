namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>The expected outcome of a message without offers, of the supplier Beta.</summary>
/// <param name="File">The name of the message.</param>
/// <param name="ErrorMessage">The error message, or null if the response is a success without cars.</param>
/// <param name="IsTransient">Whether a retry may succeed.</param>
internal sealed record FailedMessage(string File, string? ErrorMessage, bool IsTransient = false);

/// <summary>Messages without offers.</summary>
internal static class Failures
{
    public static IEnumerable<FailedMessage> All { get; } =
    [
        new("success-without-core", null),
        new("no-vehicles", null),
        new("errors-no-cars", null),
        new("warnings-only-no-cars", null),
        new("warnings-only-sign-in", "Beta rejected the credentials: Password invalid (OTA error 175)."),
        new("errors-credentials", "Beta rejected the credentials: Requestor is not active (OTA error 497)."),
        new("errors-unknown-location", "Beta rejected the request: Pickup location not recognized (OTA error 229)."),
        new("errors-system-down", "Beta failed: Back soon (OTA error 187).", IsTransient: true),
        new("errors-own-root", "Beta rejected the request: The key is not known (OTA error ERR_AUTH)."),
        new("payload-status-zero", "Beta's response is not an OTA_VehAvailRateRS but OTA_PayloadStdAttributes."),
        new("empty-result", "Beta's response contains neither a result nor an error."),
        new("soap11-fault-server", "Beta failed: Unhandled fault in the rate engine (SOAP fault Server).", IsTransient: true),
        new("soap11-fault-client", "Beta rejected the request: The header lacks credentials (SOAP fault Client)."),
        new("soap12-fault-receiver", "Beta failed: The rate engine is restarting (SOAP fault Receiver).", IsTransient: true),
        new("soap12-fault-sender", "Beta rejected the request: Unknown action (SOAP fault Sender)."),
        new("other-document", "Beta's response is not an OTA_VehAvailRateRS but OTA_VehLocSearchRS."),
        new("page", "Beta's response is a web page."),

        // A message as text in an element is not supported.
        new("message-as-text", "Beta's response is not an OTA_VehAvailRateRS but processResponse."),
    ];
}
