using System.Text.RegularExpressions;

namespace CarSearch.OpenTravel;

// Validates the settings of the secret.
internal sealed partial class OpenTravelOptions
{
    private IEnumerable<string> ValidateSecret()
    {
        if (Secret is { Length: 0 or > 4_096 } || Secret?.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            yield return "Secret is invalid; expected 1 to 4096 characters without control characters.";
        }

        if (Secret?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true)
        {
            yield return
                "Secret is an unresolved Key Vault reference; the secret must exist, and the app's identity must be allowed to read it.";
        }

        if (SecretIn is not (MessagePassword or Basic or Bearer) && !Token().IsMatch(SecretIn))
        {
            yield return $"SecretIn is \"{SecretIn}\"; expected {MessagePassword}, {Basic}, {Bearer} or the name of an HTTP header.";
        }
        else if (IsReserved(SecretIn))
        {
            yield return $"SecretIn is {SecretIn}, a reserved header; expected Authorization or a header of the supplier's own.";
        }
        else if (SecretIn is not (MessagePassword or Basic) && Secret?.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E') is true)
        {
            yield return "Secret can't be sent in an HTTP header; expected visible ASCII.";
        }

        if (Secret is null && SecretIn is not MessagePassword)
        {
            yield return $"SecretIn is {SecretIn}, but Secret is missing.";
        }

        if (SecretIn is MessagePassword && Secret is not null && RequestorId is null)
        {
            yield return "RequestorId is missing; it is required to send the secret as MessagePassword.";
        }

        if (SecretIn is Basic && ((UserName ?? RequestorId) is not { Length: > 0 } user || user.Contains(':', StringComparison.Ordinal)))
        {
            yield return "UserName is invalid; expected a name without a colon for Basic (RFC 7617).";
        }
    }

    /// <summary>Returns whether a header has another meaning in a request, its content or its connection.</summary>
    private static bool IsReserved(string header)
    {
        using var request = new HttpRequestMessage();
        return header.ToUpperInvariant() is "ACCEPT" or "ACCEPT-ENCODING" or "CONNECTION" or "EXPECT" or "HOST" or "KEEP-ALIVE"
            or "SOAPACTION" or "TE" or "TRAILER" or "TRANSFER-ENCODING" or "UPGRADE" or "USER-AGENT"
            || !request.Headers.TryAddWithoutValidation(header, "");
    }

    // RFC 9110, 5.6.2.
    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex Token();
}
