using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Offers;

namespace CarSearch.Api;

/// <summary>
/// Writes the facets: the values of each filter, with the number of offers and the lowest price. A response has some fifty values, so they
/// are written byte by byte.
/// </summary>
internal readonly ref struct FacetsJson
{
    private const int MaxValueLength = 512;

    private static readonly ImmutableArray<byte[]> Names =
        [.. OfferFilters.All.Select(filter => Encoding.UTF8.GetBytes($"\"{filter.Name}\""))];

    private readonly PooledBuffer output;
    private readonly int decimals;

    private FacetsJson(PooledBuffer output, int decimals)
    {
        this.output = output;
        this.decimals = decimals;
    }

    public static void Write(PooledBuffer output, OfferSelection selection, int decimals)
    {
        var facets = new FacetsJson(output, decimals);
        var isFirst = true;
        for (var i = 0; i < Names.Length; i++)
        {
            if (selection.GetFacet(i) is { } values)
            {
                facets.Append(isFirst ? "{"u8 : ","u8);
                facets.Append(Names[i]);
                facets.WriteValues(values);
                isFirst = false;
            }
        }

        facets.Append("}"u8);
    }

    private void WriteValues(IEnumerable<FacetValue> values)
    {
        Append(":["u8);
        var isFirst = true;
        foreach (var (json, count) in values)
        {
            WriteValue(json.Span, count, isFirst);
            isFirst = false;
        }

        Append("]"u8);
    }

    private void WriteValue(ReadOnlySpan<byte> value, in FacetCount count, bool isFirst)
    {
        var text = output.GetSpan(MaxValueLength);
        var length = 0;
        Copy(isFirst ? "{\"value\":"u8 : ",{\"value\":"u8, text, ref length);
        Copy(value, text, ref length);
        Copy(",\"count\":"u8, text, ref length);
        count.Count.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        Copy(",\"from\":"u8, text, ref length);
        if (count.LowestPrice is { } price)
        {
            length += Money.FormatPrice(price, decimals, text[length..]);
        }
        else
        {
            Copy("null"u8, text, ref length);
        }

        Copy("}"u8, text, ref length);
        output.Advance(length);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }

    private static void Copy(ReadOnlySpan<byte> bytes, Span<byte> text, ref int length)
    {
        bytes.CopyTo(text[length..]);
        length += bytes.Length;
    }
}
