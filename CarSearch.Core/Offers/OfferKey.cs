using System.Globalization;
using System.Text.Json;

namespace CarSearch.Offers;

/// <summary>What filters, facets and sorting look at, and where the offer's JSON stands in its <see cref="OfferBlock"/>.</summary>
internal readonly record struct OfferKey
{
    /// <summary>Stands for a gearbox that the supplier does not tell.</summary>
    public const byte UnknownTransmission = 2;

    /// <summary>Prices are held in ten-thousandths, finer than any currency's minor unit.</summary>
    private const decimal Scale = 10_000m;

    public required int Start { get; init; }

    public required int Length { get; init; }

    public required ulong Id { get; init; }

    public required long Price { get; init; }

    public required Currency3 Currency { get; init; }

    public required CarSize Size { get; init; }

    public required CarType Type { get; init; }

    public required byte Transmission { get; init; }

    /// <summary>Seats; 0 when not told.</summary>
    public required byte Seats { get; init; }

    public static long ToPrice(decimal amount) => (long)(amount * Scale);

    public static decimal ToAmount(long price) => price / Scale;

    /// <summary>Reads one offer back from its JSON.</summary>
    /// <param name="reader">Stands on the start of the object; afterwards on its end.</param>
    /// <param name="origin">Where the block starts in what <paramref name="reader"/> reads.</param>
    public static OfferKey Read(ref Utf8JsonReader reader, int origin)
    {
        var start = (int)reader.TokenStartIndex;
        ulong? id = null;
        CarSize? size = null;
        CarType? type = null;
        var transmission = UnknownTransmission;
        var seats = 0;
        long? price = null;
        Currency3? currency = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = ulong.Parse(reader.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }
            else if (reader.ValueTextEquals("size"u8))
            {
                reader.Read();
                size = OfferWords.Sizes.Find(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = OfferWords.Types.Find(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("transmission"u8))
            {
                reader.Read();
                transmission = reader.TokenType is JsonTokenType.Null
                    ? UnknownTransmission
                    : (byte)(OfferWords.Transmissions.Find(reader.ValueSpan) ?? throw Unreadable());
            }
            else if (reader.ValueTextEquals("seats"u8))
            {
                reader.Read();
                seats = reader.TokenType is JsonTokenType.Null ? 0 : reader.GetByte();
            }
            else if (reader.ValueTextEquals("price"u8))
            {
                reader.Read();
                (price, currency) = ReadPrice(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        if (id is null || size is null || type is null || price is null || currency is null)
        {
            throw Unreadable();
        }

        return new()
        {
            Start = start - origin,
            Length = (int)reader.BytesConsumed - start,
            Id = id.Value,
            Price = price.Value,
            Currency = currency.Value,
            Size = size.Value,
            Type = type.Value,
            Transmission = transmission,
            Seats = (byte)seats,
        };
    }

    private static (long? Price, Currency3? Currency) ReadPrice(ref Utf8JsonReader reader)
    {
        long? price = null;
        Currency3? currency = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("total"u8))
            {
                reader.Read();
                price = ToPrice(reader.GetDecimal());
            }
            else if (reader.ValueTextEquals("currency"u8))
            {
                reader.Read();
                currency = Currency3.Of(reader.GetString()!);
            }
            else
            {
                reader.Skip();
            }
        }

        return (price, currency);
    }

    private static JsonException Unreadable() => new("A stored offer lacks id, size, type or price, or one of them can't be read.");
}

/// <summary>An ISO 4217 code in four bytes.</summary>
internal readonly record struct Currency3(int Packed)
{
    public static Currency3 Of(string code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException($"\"{code}\" is not a currency code of three letters.");
}
