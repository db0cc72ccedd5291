using System.Globalization;
using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <summary>What filters, facets and sorting look at, and where the offer's JSON stands in its <see cref="OfferBlock"/>.</summary>
internal readonly record struct OfferKey
{
    /// <summary>The value for a transmission that the supplier does not state.</summary>
    public const byte UnknownTransmission = 2;

    public required int Start { get; init; }

    public required int Length { get; init; }

    public required ulong Id { get; init; }

    public required long Price { get; init; }

    public required Currency3 Currency { get; init; }

    public required CarSize Size { get; init; }

    public required CarType Type { get; init; }

    public required byte Transmission { get; init; }

    /// <summary>The number of seats; 0 if not stated.</summary>
    public required byte Seats { get; init; }

    public static long ToPrice(decimal amount) => (long)(amount * Money.Scale);

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
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    id = ulong.Parse(reader.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    break;
                case 4 when name.SequenceEqual("size"u8):
                    size = CarWords.Sizes.Find(reader.ValueSpan);
                    break;
                case 4 when name.SequenceEqual("type"u8):
                    type = CarWords.Types.Find(reader.ValueSpan);
                    break;
                case 5 when name.SequenceEqual("seats"u8):
                    seats = reader.TokenType is JsonTokenType.Null ? 0 : reader.GetByte();
                    break;
                case 5 when name.SequenceEqual("price"u8):
                    (price, currency) = ReadPrice(ref reader);
                    break;
                case 12 when name.SequenceEqual("transmission"u8) && reader.TokenType is not JsonTokenType.Null:
                    transmission = (byte)(CarWords.Transmissions.Find(reader.ValueSpan) ?? throw Unreadable());
                    break;
                default:
                    reader.Skip();
                    break;
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
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 5 when name.SequenceEqual("total"u8):
                    price = ToPrice(reader.GetDecimal());
                    break;
                case 8 when name.SequenceEqual("currency"u8):
                    currency = Currency3.From(reader.ValueSpan);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (price, currency);
    }

    private static JsonException Unreadable() => new("A stored offer lacks id, size, type or price, or one of them can't be read.");
}

/// <summary>An ISO 4217 code in four bytes.</summary>
internal readonly record struct Currency3(int Packed)
{
    public static Currency3 From(ReadOnlySpan<char> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");

    public static Currency3 From(ReadOnlySpan<byte> code) => code.Length == 3
        ? new((code[0] << 16) | (code[1] << 8) | code[2])
        : throw new FormatException("A currency code has three letters.");
}
