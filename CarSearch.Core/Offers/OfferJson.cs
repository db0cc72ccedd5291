using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// The JSON of an offer: how it is written when the supplier responds, read back from a stored record, and completed in a response. Between
/// these, an offer is bytes that are copied.
/// </summary>
internal sealed partial class OfferJson(string supplier, double rating, int days, CurrencyDecimals decimals)
{
    private const int IdLength = 16;

    private readonly StationJson stations = new();
    private readonly TermsJson terms = new(decimals);

    private static ReadOnlySpan<byte> CountName => ",\"count\":"u8;

    public static bool TryParseId(string text, out ulong id)
    {
        id = 0;
        return text.Length == IdLength
            && text.All(char.IsAsciiHexDigit)
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);
    }

    public void Write(Utf8JsonWriter writer, SupplierOffer offer, ulong id, int places)
    {
        Span<byte> idText = stackalloc byte[IdLength];
        id.TryFormat(idText, out _, "x16", CultureInfo.InvariantCulture);
        writer.WriteStartObject();
        writer.WriteString("id"u8, idText);
        writer.WriteString("supplier"u8, supplier);
        writer.WriteNumber("supplierRating"u8, rating);
        writer.WriteString("vendor"u8, offer.Vendor);
        writer.WriteString("reference"u8, offer.Reference);
        writer.WriteString("bookingUrl"u8, offer.BookingUrl);
        writer.WriteBoolean("onRequest"u8, offer.OnRequest);
        WriteCar(writer, offer);
        writer.WriteString("image"u8, OfferCheck.IsHttps(offer.Image) ? offer.Image : null);
        stations.Write(writer, "pickUp"u8, offer.PickUp);
        stations.Write(writer, "dropOff"u8, offer.DropOff);
        WriteMileage(writer, offer.Mileage);
        writer.WriteBooleanOrNull("freeCancellation"u8, offer.FreeCancellation);
        WritePrice(writer, offer.Price, places);
        terms.Write(writer, offer);

        // Last, and null: a response has the price of the upgrade in its place.
        writer.WriteNull("upgradeFor"u8);
        writer.WriteEndObject();
    }

    /// <summary>Gets the deposit of an offer as it is written; null if that is null.</summary>
    public MoneyAmount? GetDeposit(SupplierOffer offer) => terms.GetUsable(offer.Terms?.Deposit);

    /// <summary>Writes an offer into a response.</summary>
    public static void Complete(Utf8JsonWriter writer, ReadOnlySpan<byte> json, long? upgradeFor, int? count, int decimals)
    {
        if (upgradeFor is null && count is null)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        var prefix = json[..^(upgradeFor is null ? "}" : "null}").Length];
        var completed = ArrayPool<byte>.Shared.Rent(prefix.Length + (2 * Money.MaxPriceLength) + CountName.Length + 1);
        prefix.CopyTo(completed);
        var length = prefix.Length;
        if (upgradeFor is { } price)
        {
            length += Money.FormatPrice(price, decimals, completed.AsSpan(length));
        }

        if (count is { } number)
        {
            CountName.CopyTo(completed.AsSpan(length));
            length += CountName.Length;
            number.TryFormat(completed.AsSpan(length), out var digits, default, CultureInfo.InvariantCulture);
            length += digits;
        }

        completed[length++] = (byte)'}';
        writer.WriteRawValue(completed.AsSpan(0, length), skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(completed);
    }

    private static void WriteCar(Utf8JsonWriter writer, SupplierOffer offer)
    {
        var car = offer.Car;
        writer.WriteString("acriss"u8, car.Acriss);
        writer.WriteString("size"u8, CarWords.Sizes.Utf8((int)car.Size));
        writer.WriteString("type"u8, CarWords.Types.Utf8((int)car.Type));
        writer.WriteString("vehicle"u8, offer.Vehicle);
        writer.WriteWordOrNull("transmission"u8, car.Transmission is { } known ? CarWords.Transmissions.Utf8((int)known) : default);
        writer.WriteWordOrNull("fuel"u8, car.Fuel is Fuel.Unspecified ? default : CarWords.Fuels.Utf8((int)car.Fuel));
        writer.WriteBooleanOrNull("airConditioning"u8, car.AirConditioning);
        writer.WriteNumberOrNull("seats"u8, offer.Seats);
        writer.WriteNumberOrNull("doors"u8, offer.Doors ?? car.Doors);
        writer.WriteNumberOrNull("bags"u8, offer.Bags);
    }

    private static void WriteMileage(Utf8JsonWriter writer, Mileage? mileage)
    {
        if (mileage is null)
        {
            writer.WriteNull("mileage"u8);
        }
        else
        {
            writer.WriteStartObject("mileage"u8);
            writer.WriteBoolean("unlimited"u8, mileage.Included is null);
            writer.WriteNumberOrNull("included"u8, mileage.Included);
            writer.WriteWordOrNull("unit"u8, mileage.Included is null ? default : mileage.Unit is DistanceUnit.Miles ? "mi"u8 : "km"u8);
            writer.WriteEndObject();
        }
    }

    private void WritePrice(Utf8JsonWriter writer, OfferPrice price, int places)
    {
        var total = Money.Round(price.Total, places);
        writer.WriteStartObject("price"u8);
        writer.WriteNumber("total"u8, total);
        writer.WriteMoney("perDay"u8, total / (price.Days ?? days), places);
        writer.WriteString("currency"u8, price.Currency);
        writer.WriteMoney("base"u8, price.Base, places);
        writer.WriteMoney("taxesAndFees"u8, price.TaxesAndFees, places);
        writer.WriteMoney("payAtPickUp"u8, price.PayAtPickUp, places);
        writer.WriteBoolean("estimated"u8, price.Estimated);
        writer.WriteEndObject();
    }
}
