using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>
/// Writes the brief form of an offer: those of its properties that an assistant needs, copied from its JSON unless they are null, and what
/// its terms cost.
/// </summary>
internal static class BriefOfferJson
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> json, long? upgradeFor, int? count, int decimals)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        writer.WriteStartObject();
        CopyMembers(writer, ref reader, json);
        if (upgradeFor is { } price)
        {
            Span<byte> text = stackalloc byte[Money.MaxPriceLength];
            writer.WritePropertyName("upgradeFor"u8);
            writer.WriteRawValue(text[..Money.FormatPrice(price, decimals, text)], skipInputValidation: true);
        }

        if (count is { } number)
        {
            writer.WriteNumber("count"u8, number);
        }

        writer.WriteEndObject();
    }

    private static void CopyMembers(Utf8JsonWriter writer, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var currency = default(Currency3);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (name.SequenceEqual("price"u8))
            {
                writer.WriteStartObject(name);
                currency = CopyPrice(writer, ref reader, json);
                writer.WriteEndObject();
            }
            else if (name.SequenceEqual("terms"u8))
            {
                CostsJson.Write(writer, ref reader, currency);
            }
            else
            {
                CopyValue(writer, ref reader, json, name, IsBrief(name) && reader.TokenType is not JsonTokenType.Null);
            }
        }
    }

    /// <summary>Copies the members of a price. Returns its currency.</summary>
    private static Currency3 CopyPrice(Utf8JsonWriter writer, ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var currency = default(Currency3);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            var isCurrency = name.SequenceEqual("currency"u8);
            currency = isCurrency ? Currency3.From(reader.ValueSpan) : currency;
            var isDue = name.SequenceEqual("payAtPickUp"u8) && reader.TokenType is JsonTokenType.Number && reader.GetDecimal() > 0;
            CopyValue(writer, ref reader, json, name, isCurrency || isDue || name.SequenceEqual("total"u8));
        }

        return currency;
    }

    private static void CopyValue(
        Utf8JsonWriter writer, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, bool isCopied)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        if (isCopied)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }

    private static bool IsBrief(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8) || name.SequenceEqual("supplier"u8) || name.SequenceEqual("bookingUrl"u8)
        || name.SequenceEqual("size"u8) || name.SequenceEqual("type"u8) || name.SequenceEqual("vehicle"u8);
}
