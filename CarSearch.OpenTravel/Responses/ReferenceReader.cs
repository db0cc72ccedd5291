using System.Text;
using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Reads the reference of one offer: element Reference, or what identifies the offer without one.</summary>
internal sealed class ReferenceReader
{
    private const int MaxAddressLength = 2_048;
    private const int MaxRates = 16;

    private string? type;
    private string? id;
    private string? context;
    private string? dateTime;
    private string? url;
    private string? link;
    private string? quote;
    private readonly string[] rateParts = new string[MaxRates];
    private int rateCount;

    /// <summary>Resets the reader.</summary>
    public void Clear()
    {
        type = id = context = dateTime = url = link = quote = null;
        rateCount = 0;
    }

    /// <summary>Reads element Reference.</summary>
    public void Read(XmlReader xml)
    {
        // Only the first reference is used.
        if (id is not null)
        {
            return;
        }

        type = context = dateTime = url = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Type": type = LenientParser.TrimToNull(xml.Value); break;
                case "ID": id = LenientParser.TrimToNull(xml.Value); break;
                case "ID_Context": context = LenientParser.TrimToNull(xml.Value); break;
                case "DateTime": dateTime = LenientParser.TrimToNull(xml.Value); break;
                case "URL": url = LenientParser.TrimToNull(xml.Value); break;
            }
        }
    }

    /// <summary>Reads a link on VehAvailCore, which some suppliers escape twice.</summary>
    public void ReadLink(string value) => link = LenientParser.TrimToNull(value);

    /// <summary>Reads attribute QuoteID of RentalRate.</summary>
    public void ReadQuote(string value) => quote ??= LenientParser.TrimToNull(value);

    /// <summary>Reads element RateQualifier, which distinguishes the rates of one car.</summary>
    public void ReadQualifier(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "QuoteID":
                    quote ??= LenientParser.TrimToNull(xml.Value);
                    break;
                case "RateCategory" or "RateQualifier" or "VendorRateID" or "PromotionCode" or "CorpDiscountNmbr" or "TourInfoRPH"
                    or "CustLoyaltyRPH" when rateCount < MaxRates:
                    rateParts[rateCount++] = xml.Value;
                    break;
            }
        }
    }

    /// <summary>Gets a key that distinguishes the rate from others of the same car.</summary>
    public string RateKey => string.Join(',', rateParts, 0, rateCount);

    /// <summary>Returns the address of the booking page, or null if there is none.</summary>
    public string? GetBookingUrl() => ToWebAddress(url) ?? ToWebAddress(link?.Replace("&amp;", "&", StringComparison.Ordinal));

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
        var token = ToWebAddress(url) is null ? url : null;
        if (id is not null && dateTime is null && token is null)
        {
            return id;
        }

        if (id is null && dateTime is null && token is null)
        {
            return context ?? quote;
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
        && !text.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
        && !text.Contains('\\', StringComparison.Ordinal)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && char.IsAsciiLetterOrDigit(text[address.Scheme.Length + 3])
            ? text
            : null;
}
