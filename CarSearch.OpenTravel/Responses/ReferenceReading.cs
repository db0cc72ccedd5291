using System.Text;
using System.Xml;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of how one offer is booked: element Reference, or what identifies the offer without one.</summary>
internal sealed class ReferenceReading
{
    private const int LongestAddress = 2_048;
    private const int MostRates = 16;

    private string? type;
    private string? id;
    private string? context;
    private string? dateTime;
    private string? url;
    private string? link;
    private string? quote;
    private readonly string[] rate = new string[MostRates];
    private int rates;

    /// <summary>Forgets the reference.</summary>
    public void Clear()
    {
        type = id = context = dateTime = url = link = quote = null;
        rates = 0;
    }

    /// <summary>Reads element Reference.</summary>
    public void Read(XmlReader xml)
    {
        // The first is the offer's: no other adds to it.
        if (id is not null)
        {
            return;
        }

        type = context = dateTime = url = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Type": type = LenientValues.Text(xml.Value); break;
                case "ID": id = LenientValues.Text(xml.Value); break;
                case "ID_Context": context = LenientValues.Text(xml.Value); break;
                case "DateTime": dateTime = LenientValues.Text(xml.Value); break;
                case "URL": url = LenientValues.Text(xml.Value); break;
            }
        }
    }

    /// <summary>Reads a link on VehAvailCore, where some have it, and some escape it twice.</summary>
    public void ReadLink(string value) => link = LenientValues.Text(value);

    /// <summary>Takes attribute QuoteID of RentalRate.</summary>
    public void ReadQuote(string value) => quote ??= LenientValues.Text(value);

    /// <summary>Reads element RateQualifier: what tells two rates of one car apart.</summary>
    public void ReadQualifier(XmlReader xml)
    {
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "QuoteID":
                    quote ??= LenientValues.Text(xml.Value);
                    break;
                case "RateCategory" or "RateQualifier" or "VendorRateID" or "PromotionCode" or "CorpDiscountNmbr" or "TourInfoRPH" or "CustLoyaltyRPH" when rates < MostRates:
                    rate[rates++] = xml.Value;
                    break;
            }
        }
    }

    /// <summary>What tells the rate from others of the same car.</summary>
    public string Rate() => string.Join(',', rate, 0, rates);

    /// <summary>Where the offer is booked on the web; null when that is not told, or no address of the web.</summary>
    public string? BookingUrl() => WebAddress(url) ?? WebAddress(link?.Replace("&amp;", "&", StringComparison.Ordinal));

    /// <summary>The id that a booking needs: the reference's ID, or as much of the reference as the supplier wants back.</summary>
    /// <remarks>
    /// Some bookings need every attribute: those whose reference has a DateTime, or a URL that is a token and not an address. Theirs is told as <c>ID=…&amp;DateTime=…</c>, each value percent-encoded.
    /// </remarks>
    /// <returns>Null where there is neither a reference nor a quote.</returns>
    public string? Reference()
    {
        var token = WebAddress(url) is null ? url : null;
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

    private static string? WebAddress(string? text) =>
        text is { Length: > 8 and <= LongestAddress }
        && !text.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E')
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && char.IsAsciiLetterOrDigit(text[address.Scheme.Length + 3])
            ? text
            : null;
}
