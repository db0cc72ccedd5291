using System.Net;
using System.Text.RegularExpressions;

namespace CarSearch.OpenTravel;

/// <summary>The envelope of a message.</summary>
internal enum Envelope
{
    /// <summary>No envelope: the OpenTravel message is the document.</summary>
    None,

    /// <summary>SOAP 1.1 (https://www.w3.org/TR/2000/NOTE-SOAP-20000508/).</summary>
    Soap11,

    /// <summary>SOAP 1.2 (https://www.w3.org/TR/soap12-part1/).</summary>
    Soap12,
}

/// <summary>The system that a request is for: OpenTravel's Target.</summary>
internal enum Target
{
    /// <summary>The supplier's live system.</summary>
    Production,

    /// <summary>The supplier's test system.</summary>
    Test,
}

/// <summary>The requests for a place with several airports.</summary>
internal enum Cities
{
    /// <summary>One request for each airport, concurrently.</summary>
    Airports,

    /// <summary>One request with the city's own code.</summary>
    City,
}

/// <summary>
/// The settings of one OpenTravel supplier: an object of the list <c>CarSearch:Suppliers</c>, documented in docs/suppliers.md.
/// </summary>
internal sealed partial class OpenTravelOptions
{
    /// <summary>The value of <see cref="SecretIn"/> that sends the secret in the message, as RequestorID's MessagePassword.</summary>
    public const string MessagePassword = "MessagePassword";

    /// <summary>The value of <see cref="SecretIn"/> for RFC 7617, with <see cref="UserName"/> before the colon.</summary>
    public const string Basic = "Basic";

    /// <summary>The value of <see cref="SecretIn"/> for RFC 6750.</summary>
    public const string Bearer = "Bearer";

    /// <summary>The error message for an invalid <see cref="Endpoint"/>.</summary>
    public const string InvalidEndpoint = "Endpoint is invalid; expected an absolute https address without user and fragment.";

    /// <summary>Gets or sets the name shown to travellers.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the customer rating, 0 to 10.</summary>
    public double? Rating { get; set; }

    /// <summary>Gets or sets the address: absolute and https; http only on this machine, or without a secret.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets RequestorID's ID, 1 to 64 characters. Without it, no RequestorID is sent.</summary>
    public string? RequestorId { get; set; }

    /// <summary>Gets or sets RequestorID's Type, a code of list UIT: 5 is a travel agency, 4 a company, 1 a customer.</summary>
    public string RequestorType { get; set; } = "5";

    /// <summary>Gets or sets RequestorID's ID_Context.</summary>
    public string? RequestorContext { get; set; }

    /// <summary>Gets or sets the credential.</summary>
    public string? Secret { get; set; }

    /// <summary>Gets or sets where the secret is sent: MessagePassword, Basic, Bearer, or the name of an HTTP header.</summary>
    public string SecretIn
    {
        get;

        // Not case-sensitive, like enum values: "bearer" must not become a header of that name.
        set => field = new[] { MessagePassword, Basic, Bearer }
            .FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value;
    } = MessagePassword;

    /// <summary>Gets or sets the user for Basic. The default is <see cref="RequestorId"/>.</summary>
    public string? UserName { get; set; }

    /// <summary>Gets or sets the envelope of requests.</summary>
    public Envelope Envelope { get; set; }

    /// <summary>Gets or sets the SOAP action: header SOAPAction (1.1), or the media type's parameter action (1.2).</summary>
    public string? SoapAction { get; set; }

    /// <summary>Gets or sets the message's Version, a decimal number such as 1.0, 2.007 or 2007.</summary>
    public string Version { get; set; } = "1.0";

    /// <summary>Gets or sets the target system.</summary>
    public Target Target { get; set; }

    /// <summary>Gets or sets whether a city is searched airport by airport or in one request.</summary>
    public Cities Cities { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether RateTotalAmount without an EstimatedTotalAmount includes all taxes and fees. If false, an
    /// offer whose charges or fees contradict that has no total and is dropped.
    /// </summary>
    public bool RateTotalIsGross { get; set; }

    /// <summary>Gets or sets the CodeContext of location codes.</summary>
    public string CodeContext { get; set; } = "IATA";

    /// <summary>Gets or sets the time limit of one request, response included. 00:00:01 to 00:05:00.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Gets or sets the maximum number of concurrent requests of all searches; four times as many wait. 1 to 10,000.</summary>
    public int MaxConcurrency { get; set; } = 50;

    /// <summary>Returns an error message for each invalid setting, beginning with its name and without secrets.</summary>
    public IEnumerable<string> Validate()
    {
        var endpointError = ValidateEndpoint();
        (string Name, Enum Value)[] enums = [(nameof(Envelope), Envelope), (nameof(Target), Target), (nameof(Cities), Cities)];
        (string Name, string? Value)[] texts =
            [(nameof(RequestorId), RequestorId), (nameof(RequestorContext), RequestorContext), (nameof(CodeContext), CodeContext)];
        (bool IsInvalid, string Message)[] rules =
        [
            (string.IsNullOrWhiteSpace(Name), "Name is missing; expected the name shown to travellers."),
            (Rating is not (>= 0 and <= 10),
                FormattableString.Invariant($"Rating is {(object?)Rating ?? "missing"}; expected a number from 0 to 10.")),

            // The binder accepts any number for an enum.
            .. from setting in enums
               let type = setting.Value.GetType()
               select (
                   !Enum.IsDefined(type, setting.Value),
                   $"{setting.Name} is {setting.Value}; expected {string.Join(" or ", Enum.GetNames(type))}."),
            (endpointError is not null, endpointError!),
            .. from setting in texts
               select (
                   setting.Value is { Length: 0 or > 64 } || setting.Value.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF'),
                   $"{setting.Name} is invalid; expected 1 to 64 characters without control characters."),
            (!ListCode().IsMatch(RequestorType),
                $"RequestorType is \"{RequestorType}\"; expected a code of OpenTravel's list UIT, such as 5 for a travel agency."),
            (!Decimal().IsMatch(Version), $"Version is \"{Version}\"; expected a decimal number, such as 1.0."),
            .. ValidateSecret(),
            (SoapAction is not null && Envelope is Envelope.None, "SoapAction is set, but Envelope is None; expected Soap11 or Soap12."),
            (Envelope is not Envelope.None && SoapAction.AsSpan() is var action
                && (action.ContainsAnyExceptInRange('\x21', '\x7E') || action.Contains('"')),
                "SoapAction is invalid; expected an address in visible ASCII, without quotes."),
            (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5),
                $"Timeout is {Timeout:c}; expected a time span from 00:00:01 to 00:05:00."),
            (MaxConcurrency is < 1 or > 10_000,
                FormattableString.Invariant($"MaxConcurrency is {MaxConcurrency}; expected a number from 1 to 10000.")),
        ];
        return from rule in rules where rule.IsInvalid select rule.Message;
    }

    private (bool IsInvalid, string Message)[] ValidateSecret()
    {
        var isHeader = SecretIn is not (MessagePassword or Basic or Bearer);
        var isToken = !isHeader || Token().IsMatch(SecretIn);
        var isReserved = isToken && IsReserved(SecretIn);
        return
        [
            (Secret is { Length: 0 or > 4_096 } || Secret.AsSpan().ContainsAnyInRange('\0', '\x1F'),
                "Secret is invalid; expected 1 to 4096 characters without control characters."),
            (Secret?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) is true,
                "Secret is an unresolved Key Vault reference; the secret must exist, and the app's identity must be allowed to read it."),
            (!isToken, $"SecretIn is \"{SecretIn}\"; expected {MessagePassword}, {Basic}, {Bearer} or the name of an HTTP header."),
            (isReserved, $"SecretIn is {SecretIn}, a reserved header; expected Authorization or a header of the supplier's own."),
            (isToken && !isReserved && SecretIn is not (MessagePassword or Basic)
                && Secret.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E'),
                "Secret can't be sent in an HTTP header; expected visible ASCII."),
            (Secret is null && SecretIn is not MessagePassword, $"SecretIn is {SecretIn}, but Secret is missing."),
            (SecretIn is MessagePassword && Secret is not null && RequestorId is null,
                "RequestorId is missing; it is required to send the secret as MessagePassword."),
            (SecretIn is Basic && ((UserName ?? RequestorId) is not { Length: > 0 } user || user.Contains(':', StringComparison.Ordinal)),
                "UserName is invalid; expected a name without a colon for Basic (RFC 7617)."),
        ];
    }

    private string? ValidateEndpoint() => Endpoint switch
    {
        null => "Endpoint is missing; expected the supplier's https address.",
        { IsAbsoluteUri: false } or { Scheme: not ("https" or "http") } or { UserInfo.Length: > 0 } or { Fragment.Length: > 0 } =>
            InvalidEndpoint,
        { Scheme: "http" } when Secret is not null && !IsLoopback(Endpoint) =>
            "Endpoint is http, which would send the secret unencrypted; expected https (http only on this machine).",
        _ => null,
    };

    private static bool IsLoopback(Uri address) =>
        address.Host is "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    [GeneratedRegex("^[0-9]{1,3}$")]
    private static partial Regex ListCode();

    [GeneratedRegex("^[0-9]{1,8}(\\.[0-9]{1,8})?$")]
    private static partial Regex Decimal();

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
