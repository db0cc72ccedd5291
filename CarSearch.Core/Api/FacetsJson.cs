using System.Globalization;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Offers;

namespace CarSearch.Api;

/// <summary>
/// The facets: what a client can ask next, with how many offers and from what price. Every answer has some fifty of their values,
/// so they are put together byte by byte.
/// </summary>
internal readonly ref struct FacetsJson
{
    private const int LongestValue = 512;

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
        facets.Append("{\"size\":["u8);
        facets.WriteWords(selection.Sizes, CarWords.Sizes);
        facets.Append("],\"type\":["u8);
        facets.WriteWords(selection.Types, CarWords.Types);
        facets.Append("],\"supplier\":["u8);
        var isFirst = true;
        foreach (var (name, tally) in selection.SuppliersByName())
        {
            facets.WriteValue(name.EncodedUtf8Bytes, isQuoted: true, tally, ref isFirst);
        }

        facets.Append("],\"transmission\":["u8);
        facets.WriteWords(selection.Transmissions, CarWords.Transmissions);
        facets.Append("],\"rating\":["u8);
        isFirst = true;
        foreach (var (bound, tally) in selection.RatingBounds())
        {
            facets.WriteValue([(byte)('0' + bound)], isQuoted: false, tally, ref isFirst);
        }

        facets.Append("]}"u8);
    }

    private void WriteWords<T>(OfferTally[] tallies, CarWords.Words<T> words)
        where T : struct, Enum
    {
        var isFirst = true;
        for (var i = 0; i < words.Count; i++)
        {
            if (tallies[i].Count > 0)
            {
                WriteValue(words.Utf8(i), isQuoted: true, tallies[i], ref isFirst);
            }
        }
    }

    private void WriteValue(ReadOnlySpan<byte> value, bool isQuoted, in OfferTally tally, ref bool isFirst)
    {
        var text = output.GetSpan(LongestValue);
        var length = 0;
        Copy(isFirst ? "{\"value\":"u8 : ",{\"value\":"u8, text, ref length);
        Copy(isQuoted ? "\""u8 : default, text, ref length);
        Copy(value, text, ref length);
        Copy(isQuoted ? "\",\"count\":"u8 : ",\"count\":"u8, text, ref length);
        tally.Count.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        Copy(",\"from\":"u8, text, ref length);
        if (tally.From is { } from)
        {
            length += Money.FormatPrice(from, decimals, text[length..]);
        }
        else
        {
            Copy("null"u8, text, ref length);
        }

        Copy("}"u8, text, ref length);
        output.Advance(length);
        isFirst = false;
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
