using System.Text.RegularExpressions;

namespace CarSearch.OpenTravel;

// What a secret takes to be sent.
internal sealed partial class OpenTravelOptions
{
    private IEnumerable<string> SecretProblems()
    {
        if (Secret is { Length: 0 or > 4_096 } || Secret?.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            yield return "Secret can't be used; it takes 1 to 4096 characters, none of them a control character.";
        }

        if (Secret?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true)
        {
            yield return "Secret is a Key Vault reference that has not been resolved; the app's identity needs to read that secret, and the secret to exist.";
        }

        if (SecretIn is not (MessagePassword or Basic or Bearer) && !Token().IsMatch(SecretIn))
        {
            yield return $"SecretIn is \"{SecretIn}\"; it takes {MessagePassword}, {Basic}, {Bearer} or the name of an HTTP header.";
        }
        else if (IsOfMessage(SecretIn))
        {
            yield return $"SecretIn is {SecretIn}, a header that tells something else of the request; it takes one of the supplier's own, or Authorization.";
        }
        else if (SecretIn is not (MessagePassword or Basic) && Secret?.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E') is true)
        {
            yield return "Secret can't be sent in an HTTP header; there it takes visible ASCII.";
        }

        if (Secret is null && SecretIn is not MessagePassword)
        {
            yield return $"SecretIn is {SecretIn}, but Secret is missing.";
        }

        if (SecretIn is MessagePassword && Secret is not null && RequestorId is null)
        {
            yield return "RequestorId is missing; the secret is sent as its MessagePassword, unless SecretIn says otherwise.";
        }

        if (SecretIn is Basic && ((UserName ?? RequestorId) is not { Length: > 0 } user || user.Contains(':', StringComparison.Ordinal)))
        {
            yield return "UserName can't be used; for Basic it takes a name without a colon (RFC 7617).";
        }
    }

    /// <summary>Whether a header is one that every request has, or that belongs to its content or its connection: the secret would not be sent, or break it.</summary>
    private static bool IsOfMessage(string header)
    {
        using var request = new HttpRequestMessage();
        return header.ToUpperInvariant() is "ACCEPT" or "ACCEPT-ENCODING" or "CONNECTION" or "EXPECT" or "HOST" or "KEEP-ALIVE" or "SOAPACTION" or "TE" or "TRAILER"
            or "TRANSFER-ENCODING" or "UPGRADE" or "USER-AGENT"
            || !request.Headers.TryAddWithoutValidation(header, "");
    }

    // RFC 9110, 5.6.2.
    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex Token();
}
