using System.Text;
using System.Text.RegularExpressions;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Makes what a supplier says fit for others' eyes: short, on one line, and without what only the two of us know. Suppliers repeat what they were sent, passwords included.</summary>
internal sealed partial class SupplierWords
{
    private const int Longest = 200;
    private const int LongestRead = 2_000;
    private const int ShortestKey = 8;
    private const int ShortestPart = 4;
    private const int ShortestPassword = 6;
    private const string Hidden = "***";

    private readonly string[] secrets;
    private readonly string[] passwords;

    /// <summary>Takes what is to be hidden, percent-encoded too.</summary>
    public SupplierWords(IReadOnlyCollection<string?> hidden)
        : this(hidden, hidden)
    {
    }

    private SupplierWords(IEnumerable<string?> hidden, IEnumerable<string?> passwords)
    {
        // One or two characters stand in every text; and a word of five in many a name.
        secrets = Forms(hidden, 3);
        this.passwords = Forms(passwords, ShortestPassword);
    }

    /// <summary>Hides what the settings keep between the supplier and us.</summary>
    public static SupplierWords Without(OpenTravelOptions options)
    {
        var user = options.UserName ?? options.RequestorId;
        string?[] passwords = [options.Secret, options.Secret is { } secret ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")) : null];
        return new(
            [
                .. passwords,
                options.UserName,
                options.RequestorId,
                options.Endpoint?.Host,
                options.Endpoint?.Query.TrimStart('?'),
                .. Keys(options.Endpoint),
            ],
            passwords);
    }

    /// <summary>Whether an offer holds a password, as a booking address may: it can't be shown. Other names of ours, such as a partner's number, may stand in one.</summary>
    public bool AreIn(SupplierOffer offer) => passwords.Any(password =>
        Has(offer.Reference, password) || Has(offer.BookingUrl, password) || Has(offer.Vendor, password) || Has(offer.Vehicle, password)
        || Has(offer.PickUp.Name, password) || Has(offer.DropOff.Name, password));

    private static bool Has(string? text, string password) => text?.Contains(password, StringComparison.OrdinalIgnoreCase) is true;

    // The longest first, so that no part of one is left over.
    private static string[] Forms(IEnumerable<string?> texts, int shortest) =>
        [.. texts.OfType<string>().SelectMany(text => new[] { text, Uri.EscapeDataString(text) }).Where(text => text.Length >= shortest).Distinct().OrderByDescending(text => text.Length)];

    /// <summary>What an address has in its query that is long enough to be a key.</summary>
    private static IEnumerable<string> Keys(Uri? address) =>
        from part in (address?.Query.TrimStart('?') ?? "").Split('&')
        let key = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]
        where key.Length >= ShortestKey
        from text in new[] { key, Uri.UnescapeDataString(key) }
        select text;

    /// <summary>The words; null when there are none.</summary>
    public string? Clean(string? words)
    {
        if (LenientValues.Line(words, LongestRead) is not { } text)
        {
            return null;
        }

        foreach (var secret in secrets)
        {
            text = text.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        // The words may have been cut, here or as they were read, in the middle of a long one.
        foreach (var secret in secrets)
        {
            text = WithoutPartAtEnd(text, secret);
        }

        return LenientValues.Line(Address().Replace(text, Hidden), Longest)?.TrimEnd('.', ' ');
    }

    private static string WithoutPartAtEnd(string text, string secret)
    {
        for (var length = Math.Min(text.Length, secret.Length - 1); length >= ShortestPart; length--)
        {
            if (text.AsSpan(text.Length - length).Equals(secret.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return $"{text.AsSpan(0, text.Length - length)}{Hidden}";
            }
        }

        return text;
    }

    [GeneratedRegex("[A-Za-z][A-Za-z0-9+.-]*://\\S+")]
    private static partial Regex Address();
}
