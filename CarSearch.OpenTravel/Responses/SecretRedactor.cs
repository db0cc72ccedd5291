using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Redacts texts of a supplier for callers and logs: one line, truncated, without credentials and addresses. Suppliers may repeat what they
/// were sent, including passwords.
/// </summary>
internal sealed partial class SecretRedactor
{
    private const int MaxLength = 200;
    private const int MaxInputLength = 2_000;
    private const int MinSecretLength = 3;
    private const int MinPasswordLength = 6;
    private const int MinKeyLength = 8;
    private const int MinPrefixLength = 4;
    private const string Replacement = "***";

    private readonly string[] secrets;
    private readonly SearchValues<string> passwords;

    /// <summary>Initializes a redactor of secrets, which are also redacted in percent-encoding.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="passwords">Those that no offer may contain; by default, all.</param>
    public SecretRedactor(IReadOnlyCollection<string?> secrets, IReadOnlyCollection<string?>? passwords = null)
    {
        // Shorter ones would match in ordinary words, and in offers in ordinary names.
        this.secrets = GetForms(secrets, MinSecretLength);
        this.passwords = SearchValues.Create(GetForms(passwords ?? secrets, MinPasswordLength), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Creates a redactor of the credentials and the address of a supplier.</summary>
    public static SecretRedactor Create(OpenTravelOptions options)
    {
        var user = options.UserName ?? options.RequestorId;
        var basic = options.Secret is { } secret ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")) : null;
        string?[] passwords = [options.Secret, basic];
        return new(
            [
                .. passwords,
                options.UserName,
                options.RequestorId,
                options.Endpoint?.Host,
                options.Endpoint?.Query.TrimStart('?'),
                .. GetKeys(options.Endpoint),
            ],
            passwords);
    }

    /// <summary>
    /// Returns whether an offer contains a password, such as in a booking address. Other identifiers, such as a partner's number, are
    /// allowed.
    /// </summary>
    public bool ContainsSecret(SupplierOffer offer)
    {
        return Contains(offer.Reference) || Contains(offer.BookingUrl) || Contains(offer.Vendor) || Contains(offer.Vehicle)
            || Contains(offer.Image) || StationContains(offer.PickUp) || StationContains(offer.DropOff);

        bool StationContains(OfferStation station) =>
            Contains(station.Name) || Contains(station.Address) || Contains(station.Phone) || Contains(station.Hours);

        bool Contains(string? text) => text.AsSpan().ContainsAny(passwords);
    }

    /// <summary>Redacts a text. Returns null if it is empty.</summary>
    public string? Redact(string? text)
    {
        if (LenientParser.ToSingleLine(text, MaxInputLength) is not { } line)
        {
            return null;
        }

        foreach (var secret in secrets)
        {
            line = line.Replace(secret, Replacement, StringComparison.OrdinalIgnoreCase);
        }

        // The text may have been truncated within a secret, here or by the reader.
        foreach (var secret in secrets)
        {
            line = RedactPrefixAtEnd(line, secret);
        }

        return LenientParser.ToSingleLine(Address().Replace(line, Replacement), MaxLength)?.TrimEnd('.', ' ');
    }

    // The longest first, so that no part of one remains.
    private static string[] GetForms(IEnumerable<string?> texts, int minLength) =>
    [
        .. texts.OfType<string>()
            .SelectMany(text => new[] { text, Uri.EscapeDataString(text) })
            .Where(text => text.Length >= minLength)
            .Distinct()
            .OrderByDescending(text => text.Length),
    ];

    /// <summary>Returns the values in the query of an address that are long enough to be a key.</summary>
    private static IEnumerable<string> GetKeys(Uri? address) =>
        from part in (address?.Query.TrimStart('?') ?? "").Split('&')
        let key = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]
        where key.Length >= MinKeyLength
        from text in new[] { key, Uri.UnescapeDataString(key) }
        select text;

    private static string RedactPrefixAtEnd(string text, string secret)
    {
        for (var length = Math.Min(text.Length, secret.Length - 1); length >= MinPrefixLength; length--)
        {
            if (text.AsSpan(text.Length - length).Equals(secret.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return $"{text.AsSpan(0, text.Length - length)}{Replacement}";
            }
        }

        return text;
    }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9+.-]*://\\S+")]
    private static partial Regex Address();
}
