using System.Globalization;
using System.Text;
using CarSearch.Cars;
using CarSearch.Offers;

namespace CarSearch.Api;

/// <summary>A query in its canonical form: one way to write each meaning, defaults left out. Stands in links and in entity tags.</summary>
internal static class OfferQueryText
{
    /// <summary>The query string, with its question mark; empty when nothing is asked for.</summary>
    public static string Of(OfferQuery query)
    {
        var text = new StringBuilder();
        if (query.Sizes is { } sizes)
        {
            Add("size", string.Join(',', sizes.Select(size => CarWords.Sizes[(int)size])));
        }

        if (query.Types is { } types)
        {
            Add("type", string.Join(',', types.Select(type => CarWords.Types[(int)type])));
        }

        if (query.Upgrade is { } upgrade)
        {
            Add("upgrade", CarWords.Sizes[(int)upgrade]);
        }

        if (query.Suppliers is { } suppliers)
        {
            Add("supplier", string.Join(',', suppliers.Select(Uri.EscapeDataString)));
        }

        if (query.Rating is { } rating)
        {
            Add("rating", Plain(rating));
        }

        if (query.Transmission is { } transmission)
        {
            Add("transmission", CarWords.Transmissions[(int)transmission]);
        }

        if (query.Seats is { } seats)
        {
            Add("seats", Plain(seats));
        }

        if (query.MaxPrice is { } price)
        {
            Add("maxPrice", Plain(price));
        }

        if (query.Sort is not OfferSort.Price)
        {
            Add("sort", query.Sort is OfferSort.Rating ? "rating" : "size");
        }

        if (query.Limit != 20)
        {
            Add("limit", Plain(query.Limit));
        }

        if (query.Skip != 0)
        {
            Add("skip", Plain(query.Skip));
        }

        return text.ToString();

        void Add(string name, string value) => text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(value);
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
