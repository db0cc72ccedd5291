using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>Writes the brief form of an offer: those of its properties that an assistant needs, copied from its JSON.</summary>
internal static class BriefOfferJson
{
    /// <summary>Writes an offer into a response.</summary>
    /// <param name="writer">The writer of the response.</param>
    /// <param name="json">The offer, as <see cref="OfferJson.Write"/> wrote it.</param>
    /// <param name="upgradeFor">The price of the upgrade, if it is one.</param>
    /// <param name="count">The number of matches in its group, if offers are grouped.</param>
    /// <param name="decimals">The number of decimals of the search's currency.</param>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> json, long? upgradeFor, int? count, int decimals)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        writer.WriteStartObject();
        Copy(writer, ref reader, json);
        writer.WritePropertyName("upgradeFor"u8);
        if (upgradeFor is { } price)
        {
            Span<byte> text = stackalloc byte[Money.MaxPriceLength];
            writer.WriteRawValue(text[..Money.FormatPrice(price, decimals, text)], skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }

        if (count is { } number)
        {
            writer.WriteNumber("count"u8, number);
        }

        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("price"u8))
            {
                writer.WriteStartObject(name);
                Copy(writer, ref reader, json);
                writer.WriteEndObject();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (IsBrief(name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    private static bool IsBrief(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8) || name.SequenceEqual("supplier"u8) || name.SequenceEqual("bookingUrl"u8)
        || name.SequenceEqual("size"u8) || name.SequenceEqual("type"u8) || name.SequenceEqual("vehicle"u8)
        || name.SequenceEqual("total"u8) || name.SequenceEqual("currency"u8);
}
