using System.Text;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the reference of one offer: element Reference, or what identifies the offer without one.</summary>
internal sealed class ReferenceReader
{
    private const int MaxAddressLength = 2_048;
    private const int MaxRateLength = 2_000;

    private readonly StringBuilder rate = new();
    private string? type;
    private string? id;
    private string? context;
    private string? dateTime;
    private string? url;
    private string? address;
    private string? link;
    private string? quote;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        type = id = context = dateTime = url = address = link = quote = null;
        rate.Clear();
    }

    /// <summary>Reads element Reference.</summary>
    public void Read(ElementReader xml)
    {
        // Only the first reference is used.
        if (id is not null)
        {
            return;
        }

        type = context = dateTime = url = address = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "Type": type = xml.Text; break;
                case "ID": id = xml.UniqueText; break;
                case "ID_Context": context = xml.Text; break;
                case "DateTime": dateTime = xml.UniqueText; break;
                case "URL":
                    url = xml.UniqueText;
                    address = ToWebAddress(url);
                    break;
            }
        }
    }

    /// <summary>Adds a link on VehAvailCore, which some suppliers escape twice.</summary>
    public void AddLink(string? value) => link = value;

    /// <summary>Adds attribute QuoteID of RentalRate or RateQualifier.</summary>
    public void AddQuote(string? id) => quote ??= id;

    /// <summary>Adds an attribute of RateQualifier, which distinguishes the rates of one car.</summary>
    public void AddRate(ReadOnlySpan<char> value)
    {
        if (rate.Length < MaxRateLength)
        {
            rate.Append(rate.Length > 0 ? "," : "").Append(value);
        }
    }

    /// <summary>Returns a key that distinguishes the rate from others of the same car.</summary>
    public string GetRateKey() => rate.ToString();

    /// <summary>Returns the address of the booking page, or null if there is none.</summary>
    public string? GetBookingUrl() => address ?? ToWebAddress(link?.Replace("&amp;", "&", StringComparison.Ordinal));

    /// <summary>
    /// Returns the id required for a booking: the reference's ID, or all of its attributes if the supplier requires them.
    /// </summary>
    /// <remarks>
    /// A reference with a DateTime, or a URL that is a token instead of an address, is required as a whole. It is returned as
    /// <c>ID=…&amp;DateTime=…</c>, with percent-encoded values.
    /// </remarks>
    /// <returns>The id, or null if there is neither a reference nor a quote.</returns>
    public string? GetReference()
    {
        if (dateTime is null && (url is null || address is not null))
        {
            return id ?? context ?? quote;
        }

        var text = new StringBuilder();
        Add(text, "Type", type);
        Add(text, "ID", id);
        Add(text, "ID_Context", context);
        Add(text, "DateTime", dateTime);
        Add(text, "URL", url);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(text.Length > 0 ? "&" : "").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private static string? ToWebAddress(string? text) =>
        text is { Length: > 8 and <= MaxAddressLength }
        && text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && !text.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
        && !text.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && uri.UserInfo.Length == 0
        && char.IsAsciiLetterOrDigit(text[uri.Scheme.Length + 3])
            ? text
            : null;
}
