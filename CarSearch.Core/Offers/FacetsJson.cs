using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;

namespace CarSearch.Offers;

/// <summary>
/// Writes the facets: the values of each filter, with the number of offers and the lowest price. A response has some fifty values, so they
/// are written byte by byte.
/// </summary>
internal static class FacetsJson
{
    private static readonly ImmutableArray<byte[]> Names =
        [.. OfferFilters.All.Select(filter => Encoding.UTF8.GetBytes($"\"{filter.Name}\":["))];

    public static void Write(Utf8JsonWriter writer, OfferSelection selection, int decimals)
    {
        using var output = new PooledBuffer(8 * 1024);
        var start = "{"u8;
        for (var i = 0; i < Names.Length; i++)
        {
            if (selection.GetFacet(i) is { } values)
            {
                output.Append(start);
                output.Append(Names[i]);
                WriteValues(output, values, decimals);
                start = ","u8;
            }
        }

        output.Append("}"u8);
        writer.WriteRawValue(output.Written, skipInputValidation: true);
    }

    private static void WriteValues(PooledBuffer output, IEnumerable<FacetValue> values, int decimals)
    {
        var start = "{\"value\":"u8;
        foreach (var (json, count) in values)
        {
            output.Append(start);
            output.Append(json.Span);
            output.Append(",\"count\":"u8);
            count.Count.TryFormat(output.GetSpan(Money.MaxPriceLength), out var digits, default, CultureInfo.InvariantCulture);
            output.Advance(digits);
            output.Append(",\"from\":"u8);
            if (count.LowestPrice is { } price)
            {
                output.Advance(Money.FormatPrice(price, decimals, output.GetSpan(Money.MaxPriceLength)));
            }
            else
            {
                output.Append("null"u8);
            }

            output.Append("}"u8);
            start = ",{\"value\":"u8;
        }

        output.Append("]"u8);
    }
}
