using System.Globalization;
using System.Text.Json;
using CarSearch.Cars;

namespace CarSearch.Offers;

/// <content>How an offer is read back from a stored record.</content>
internal sealed partial class OfferJson
{
    /// <summary>Reads an offer back.</summary>
    /// <param name="reader">Stands on the start of the object; afterwards on its end.</param>
    /// <param name="origin">Where the block starts in what <paramref name="reader"/> reads.</param>
    /// <exception cref="JsonException">The offer lacks what filters look at.</exception>
    public static OfferKey Read(ref Utf8JsonReader reader, int origin)
    {
        var start = (int)reader.TokenStartIndex;
        ulong? id = null;
        CarSize? size = null;
        CarType? type = null;
        var transmission = OfferKey.UnknownTransmission;
        byte seats = 0;
        var fuel = Fuel.Unspecified;
        var features = OfferFeatures.None;
        long? price = null;
        Currency3? currency = null;
        var (deposit, depositCurrency) = (OfferKey.UnknownDeposit, default(Currency3));
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
                case 4 when name.SequenceEqual("fuel"u8) && reader.TokenType is not JsonTokenType.Null:
                    fuel = CarWords.Fuels.Find(reader.ValueSpan) ?? throw Unreadable();
                    break;
                case 5 when name.SequenceEqual("seats"u8):
                    seats = reader.TokenType is JsonTokenType.Null ? (byte)0 : reader.GetByte();
                    break;
                case 5 when name.SequenceEqual("price"u8):
                    (price, currency) = ReadAmount(ref reader, "total"u8);
                    break;
                case 5 when name.SequenceEqual("terms"u8) && reader.TokenType is JsonTokenType.StartObject:
                    features |= ReadTerms(ref reader, ref deposit, ref depositCurrency);
                    break;
                case 6 when name.SequenceEqual("pickUp"u8):
                    features |= ReadFlag(ref reader, "atAirport"u8, OfferFeatures.AtAirport, OfferFeatures.NotAtAirport);
                    break;
                case 7 when name.SequenceEqual("mileage"u8):
                    features |= ReadFlag(ref reader, "unlimited"u8, OfferFeatures.UnlimitedMileage, OfferFeatures.None);
                    break;
                case 12 when name.SequenceEqual("transmission"u8) && reader.TokenType is not JsonTokenType.Null:
                    transmission = (byte)(CarWords.Transmissions.Find(reader.ValueSpan) ?? throw Unreadable());
                    break;
                case 15 when name.SequenceEqual("airConditioning"u8):
                    features |= ToFlag(reader.TokenType, OfferFeatures.AirConditioning, OfferFeatures.NoAirConditioning);
                    break;
                case 16 when name.SequenceEqual("freeCancellation"u8):
                    features |= ToFlag(reader.TokenType, OfferFeatures.FreeCancellation, OfferFeatures.NoFreeCancellation);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(
            Start: start - origin,
            Length: (int)reader.BytesConsumed - start,
            Id: id ?? throw Unreadable(),
            Price: price ?? throw Unreadable(),
            Deposit: deposit,
            Currency: currency ?? throw Unreadable(),
            DepositCurrency: depositCurrency,
            Size: size ?? throw Unreadable(),
            Type: type ?? throw Unreadable(),
            Transmission: transmission,
            Seats: seats,
            Fuel: fuel,
            Features: features);
    }

    private static (long? Amount, Currency3? Currency) ReadAmount(ref Utf8JsonReader reader, ReadOnlySpan<byte> amountName)
    {
        long? amount = null;
        Currency3? currency = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 5 or 6 when name.SequenceEqual(amountName):
                    amount = OfferKey.ToPrice(reader.GetDecimal());
                    break;
                case 8 when name.SequenceEqual("currency"u8):
                    currency = Currency3.From(reader.ValueSpan);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (amount, currency);
    }

    /// <summary>Reads the deposit, and the time of payment as a flag.</summary>
    private static OfferFeatures ReadTerms(ref Utf8JsonReader reader, ref long deposit, ref Currency3 depositCurrency)
    {
        var flag = OfferFeatures.None;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 7 when name.SequenceEqual("deposit"u8) && reader.TokenType is JsonTokenType.StartObject:
                    var (amount, currency) = ReadAmount(ref reader, "amount"u8);
                    (deposit, depositCurrency) = (amount ?? throw Unreadable(), currency ?? throw Unreadable());
                    break;
                case 7 when name.SequenceEqual("payment"u8) && reader.TokenType is not JsonTokenType.Null:
                    flag = OfferKey.Flag(TermWords.Payments.Find(reader.ValueSpan) ?? throw Unreadable());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return flag;
    }

    /// <summary>Reads one flag of an object, which may be null.</summary>
    private static OfferFeatures ReadFlag(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, OfferFeatures yes, OfferFeatures no)
    {
        var flag = OfferFeatures.None;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return flag;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isNamed = reader.ValueTextEquals(name);
            reader.Read();
            flag |= isNamed ? ToFlag(reader.TokenType, yes, no) : OfferFeatures.None;
            reader.Skip();
        }

        return flag;
    }

    private static OfferFeatures ToFlag(JsonTokenType type, OfferFeatures yes, OfferFeatures no) =>
        type is JsonTokenType.True ? yes : type is JsonTokenType.False ? no : OfferFeatures.None;

    private static JsonException Unreadable() => new("A stored offer lacks id, size, type or price, or a value for filters can't be read.");
}
