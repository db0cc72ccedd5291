using System.Text.Json;
using CarSearch.Offers;

namespace CarSearch.Http;

/// <summary>The facets: what a client can ask next, with how many offers and from what price.</summary>
internal static class FacetsJson
{
    public static void Write(Utf8JsonWriter writer, OfferSelection selection, int decimals)
    {
        writer.WriteStartObject("facets"u8);
        WriteWords("size"u8, selection.Sizes, OfferWords.Sizes);
        WriteWords("type"u8, selection.Types, OfferWords.Types);
        writer.WriteStartArray("supplier"u8);
        foreach (var (name, tally) in selection.SuppliersByName())
        {
            writer.WriteStartObject();
            writer.WriteString("value"u8, name);
            WriteTally(tally);
        }

        writer.WriteEndArray();
        WriteWords("transmission"u8, selection.Transmissions, OfferWords.Transmissions);
        writer.WriteStartArray("rating"u8);
        foreach (var (bound, tally) in selection.RatingBounds())
        {
            writer.WriteStartObject();
            writer.WriteNumber("value"u8, bound);
            WriteTally(tally);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        void WriteWords<T>(ReadOnlySpan<byte> name, OfferTally[] tallies, OfferWords.Words<T> words)
            where T : struct, Enum
        {
            writer.WriteStartArray(name);
            for (var i = 0; i < words.Count; i++)
            {
                if (tallies[i].Count > 0)
                {
                    writer.WriteStartObject();
                    writer.WriteString("value"u8, words.Utf8(i));
                    WriteTally(tallies[i]);
                }
            }

            writer.WriteEndArray();
        }

        void WriteTally(in OfferTally tally)
        {
            writer.WriteNumber("count"u8, tally.Count);
            writer.WritePrice("from"u8, tally.From, decimals);
            writer.WriteEndObject();
        }
    }
}
