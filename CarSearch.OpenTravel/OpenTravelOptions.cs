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
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return "Name is missing; expected the name shown to travellers.";
        }

        if (Rating is not (>= 0 and <= 10))
        {
            var given = Rating is { } rating ? FormattableString.Invariant($"{rating}") : "missing";
            yield return $"Rating is {given}; expected a number from 0 to 10.";
        }

        foreach (var error in ValidateEnums())
        {
            yield return error;
        }

        if (ValidateEndpoint() is { } endpointError)
        {
            yield return endpointError;
        }

        (string, string?)[] texts =
            [(nameof(RequestorId), RequestorId), (nameof(RequestorContext), RequestorContext), (nameof(CodeContext), CodeContext)];
        foreach (var (setting, value) in texts)
        {
            if (value is { Length: 0 or > 64 } || value?.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF') is true)
            {
                yield return $"{setting} is invalid; expected 1 to 64 characters without control characters.";
            }
        }

        if (!ListCode().IsMatch(RequestorType))
        {
            yield return $"RequestorType is \"{RequestorType}\"; expected a code of OpenTravel's list UIT, such as 5 for a travel agency.";
        }

        if (!Decimal().IsMatch(Version))
        {
            yield return $"Version is \"{Version}\"; expected a decimal number, such as 1.0.";
        }

        foreach (var secretError in ValidateSecret())
        {
            yield return secretError;
        }

        if (SoapAction is not null && Envelope is Envelope.None)
        {
            yield return "SoapAction is set, but Envelope is None; expected Soap11 or Soap12.";
        }
        else if (SoapAction is { } action
            && (action.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E') || action.Contains('"', StringComparison.Ordinal)))
        {
            yield return "SoapAction is invalid; expected an address in visible ASCII, without quotes.";
        }

        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
        {
            yield return $"Timeout is {Timeout:c}; expected a time span from 00:00:01 to 00:05:00.";
        }

        if (MaxConcurrency is < 1 or > 10_000)
        {
            yield return FormattableString.Invariant($"MaxConcurrency is {MaxConcurrency}; expected a number from 1 to 10000.");
        }
    }

    // The binder accepts any number for an enum.
    private IEnumerable<string> ValidateEnums() =>
        from setting in new (string Name, Enum Value)[] { (nameof(Envelope), Envelope), (nameof(Target), Target), (nameof(Cities), Cities) }
        let type = setting.Value.GetType()
        where !Enum.IsDefined(type, setting.Value)
        select $"{setting.Name} is {setting.Value}; expected {string.Join(" or ", Enum.GetNames(type))}.";

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
}
