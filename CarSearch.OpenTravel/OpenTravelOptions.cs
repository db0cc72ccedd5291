using System.Net;
using System.Text.RegularExpressions;

namespace CarSearch.OpenTravel;

/// <summary>How a message is wrapped.</summary>
internal enum Envelope
{
    /// <summary>Not at all: the OpenTravel message is the document.</summary>
    None,

    /// <summary>In SOAP 1.1 (https://www.w3.org/TR/2000/NOTE-SOAP-20000508/).</summary>
    Soap11,

    /// <summary>In SOAP 1.2 (https://www.w3.org/TR/soap12-part1/).</summary>
    Soap12,
}

/// <summary>Whether offers are for sale: OpenTravel's Target.</summary>
internal enum Target
{
    /// <summary>The supplier's live system.</summary>
    Production,

    /// <summary>Its test system.</summary>
    Test,
}

/// <summary>How a place with several airports is asked for.</summary>
internal enum Cities
{
    /// <summary>One request for each airport, at the same time.</summary>
    Airports,

    /// <summary>One request with the city's own code.</summary>
    City,
}

/// <summary>The settings of one supplier that speaks OpenTravel: an object of the list <c>CarSearch:Suppliers</c>. What each is for stands in docs/suppliers.md.</summary>
internal sealed partial class OpenTravelOptions
{
    /// <summary>The value of <see cref="SecretIn"/> that puts the secret into the message: RequestorID's MessagePassword.</summary>
    public const string MessagePassword = "MessagePassword";

    /// <summary>The value of <see cref="SecretIn"/> for RFC 7617, with <see cref="UserName"/> before the colon.</summary>
    public const string Basic = "Basic";

    /// <summary>The value of <see cref="SecretIn"/> for RFC 6750.</summary>
    public const string Bearer = "Bearer";

    /// <summary>What is said of an <see cref="Endpoint"/> that is none.</summary>
    public const string UnusableEndpoint = "Endpoint can't be used; it takes an absolute https address without user and fragment.";

    /// <summary>The name that travellers know it by.</summary>
    public string? Name { get; set; }

    /// <summary>How its customers rate it, 0 to 10.</summary>
    public double? Rating { get; set; }

    /// <summary>Where it is asked: an absolute https address; http only on this machine, or without a secret.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Who asks, as the supplier knows us: RequestorID's ID, 1 to 64 characters. None is sent unless set.</summary>
    public string? RequestorId { get; set; }

    /// <summary>What <see cref="RequestorId"/> is, a number of OpenTravel's list UIT: 5 is a travel agency, 4 a company, 1 a customer.</summary>
    public string RequestorType { get; set; } = "5";

    /// <summary>Whose number it is: RequestorID's ID_Context.</summary>
    public string? RequestorContext { get; set; }

    /// <summary>What proves who asks.</summary>
    public string? Secret { get; set; }

    /// <summary>Where the secret goes: MessagePassword, Basic, Bearer, or the name of an HTTP header.</summary>
    public string SecretIn
    {
        get;

        // As every other choice, in whatever case: a bearer must not become a header of that name.
        set => field = new[] { MessagePassword, Basic, Bearer }.FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) ?? value;
    } = MessagePassword;

    /// <summary>The user for Basic; <see cref="RequestorId"/> unless set.</summary>
    public string? UserName { get; set; }

    /// <summary>How messages are wrapped.</summary>
    public Envelope Envelope { get; set; }

    /// <summary>The intent of a SOAP message: header SOAPAction (1.1), or the media type's parameter action (1.2).</summary>
    public string? SoapAction { get; set; }

    /// <summary>The message's Version, a decimal number such as 1.0, 2.007 or 2007: suppliers tell which they take.</summary>
    public string Version { get; set; } = "1.0";

    /// <summary>Production or Test.</summary>
    public Target Target { get; set; }

    /// <summary>One request an airport, or one a city.</summary>
    public Cities Cities { get; set; }

    /// <summary>Whether RateTotalAmount, where it stands alone, is known to hold all taxes and fees. Unless set, an offer whose charges or fees say otherwise has no total and is dropped.</summary>
    public bool RateTotalIsGross { get; set; }

    /// <summary>What location codes are called in the message.</summary>
    public string CodeContext { get; set; } = "IATA";

    /// <summary>How long one request may take, its answer included. 00:00:01 to 00:05:00.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many requests may be under way at once, of all searches; four times as many wait. 1 to 10,000.</summary>
    public int MaxConcurrency { get; set; } = 50;

    /// <summary>What is wrong with the settings: a sentence for each, beginning with the setting's name. A secret is never told.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return "Name is missing; it takes the name that travellers know the supplier by.";
        }

        if (Rating is not (>= 0 and <= 10))
        {
            yield return $"Rating is {(Rating is { } rating ? FormattableString.Invariant($"{rating}") : "missing")}; it takes a number from 0 to 10.";
        }

        foreach (var problem in EnumProblems())
        {
            yield return problem;
        }

        if (EndpointProblem() is { } endpointProblem)
        {
            yield return endpointProblem;
        }

        foreach (var (setting, value) in new[] { (nameof(RequestorId), RequestorId), (nameof(RequestorContext), RequestorContext), (nameof(CodeContext), CodeContext) })
        {
            if (value is { Length: 0 or > 64 } || value?.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF') is true)
            {
                yield return $"{setting} can't be used; it takes 1 to 64 characters, none of them a control character.";
            }
        }

        if (!Number().IsMatch(RequestorType))
        {
            yield return $"RequestorType is \"{RequestorType}\"; it takes a number of OpenTravel's list UIT, such as 5 for a travel agency.";
        }

        if (!Decimal().IsMatch(Version))
        {
            yield return $"Version is \"{Version}\"; it takes a decimal number, such as 1.0.";
        }

        foreach (var secretProblem in SecretProblems())
        {
            yield return secretProblem;
        }

        if (SoapAction is not null && (Envelope is Envelope.None || SoapAction.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E') || SoapAction.Contains('"', StringComparison.Ordinal)))
        {
            yield return Envelope is Envelope.None
                ? "SoapAction is set, but Envelope is None; it goes with Soap11 or Soap12."
                : "SoapAction can't be used; it takes an address in visible ASCII, without quotes.";
        }

        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
        {
            yield return $"Timeout is {Timeout:c}; it takes a time span from 00:00:01 to 00:05:00.";
        }

        if (MaxConcurrency is < 1 or > 10_000)
        {
            yield return FormattableString.Invariant($"MaxConcurrency is {MaxConcurrency}; it takes a number from 1 to 10000.");
        }
    }

    // A number is read as an enum's, whether it has one of that number or not.
    private IEnumerable<string> EnumProblems() =>
        from setting in new (string Name, Enum Value)[] { (nameof(Envelope), Envelope), (nameof(Target), Target), (nameof(Cities), Cities) }
        let type = setting.Value.GetType()
        where !Enum.IsDefined(type, setting.Value)
        select $"{setting.Name} is {setting.Value}; it takes {string.Join(" or ", Enum.GetNames(type))}.";

    private string? EndpointProblem() => Endpoint switch
    {
        null => "Endpoint is missing; it takes the supplier's https address.",
        { IsAbsoluteUri: false } or { Scheme: not ("https" or "http") } or { UserInfo.Length: > 0 } or { Fragment.Length: > 0 } =>
            UnusableEndpoint,
        { Scheme: "http" } when Secret is not null && !IsThisMachine(Endpoint) =>
            "Endpoint is http, over which the secret would travel in the clear; it takes https (http only on this machine).",
        _ => null,
    };

    private static bool IsThisMachine(Uri address) =>
        address.Host is "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    [GeneratedRegex("^[0-9]{1,3}$")]
    private static partial Regex Number();

    [GeneratedRegex("^[0-9]{1,8}(\\.[0-9]{1,8})?$")]
    private static partial Regex Decimal();
}
