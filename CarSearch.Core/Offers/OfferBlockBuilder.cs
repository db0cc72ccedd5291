using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// Turns a supplier's answer into a block: checks each offer, gives it its id, and writes it as it will be served.
/// What can't be used is counted, not guessed at.
/// </summary>
/// <param name="supplier">The supplier's name.</param>
/// <param name="rating">Its rating.</param>
/// <param name="days">Rental days, for the price a day where the supplier does not count its own.</param>
/// <param name="decimals">The number of decimals of a currency; null for one that does not exist.</param>
internal sealed class OfferBlockBuilder(string supplier, double rating, int days, CurrencyDecimals decimals)
{
    /// <summary>How much JSON of one answer is kept at most, give or take an offer; the rest is dropped and counted.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int IdLength = 16;
    private const int TypicalOfferBytes = 1024;

    /// <summary>The block of an answer's usable offers.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="dropped">How many offers could not be used, those that the supplier itself reports included.</param>
    public OfferBlock Build(SupplierResponse answer, out int dropped)
    {
        dropped = Math.Max(0, answer.Dropped);
        using var buffer = new PooledBuffer(Math.Max(256, Math.Min(answer.Offers.Count, SupplierResponse.MaxOffers) * TypicalOfferBytes));
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        var keys = new List<OfferKey>(Math.Min(answer.Offers.Count, SupplierResponse.MaxOffers));
        var taken = new Dictionary<ulong, string>(keys.Capacity);
        foreach (var offer in answer.Offers)
        {
            if (keys.Count == SupplierResponse.MaxOffers
                || buffer.Length >= MaxBytes
                || !OfferCheck.IsUsable(offer, decimals, out var places))
            {
                dropped++;
                continue;
            }

            // Some suppliers number the offers of each place from 1; the place then distinguishes them.
            var id = Id(offer.Reference);
            if (!taken.TryAdd(id, offer.PickUp.Place)
                && (taken[id] == offer.PickUp.Place || !taken.TryAdd(id = Id($"{offer.Reference}\n{offer.PickUp.Place}"), offer.PickUp.Place)))
            {
                dropped++;
                continue;
            }

            if (keys.Count > 0)
            {
                buffer.GetSpan(1)[0] = (byte)',';
                buffer.Advance(1);
            }

            keys.Add(Write(buffer, writer, offer, id, places));
        }

        return keys.Count == 0 ? OfferBlock.Empty : OfferBlock.Pack(buffer.Written, [.. keys]);
    }

    /// <summary>An offer's id: the same whenever the supplier gives the same reference, also when a search runs again.</summary>
    private ulong Id(string reference)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(supplier.Length + reference.Length + 1)];
        var length = Encoding.UTF8.GetBytes(supplier, text);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(reference, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private OfferKey Write(PooledBuffer buffer, Utf8JsonWriter writer, SupplierOffer offer, ulong id, int places)
    {
        var start = buffer.Length;
        var total = Money.Round(offer.Price.Total, places);
        writer.Reset();
        writer.WriteStartObject();
        WriteId(writer, id);
        writer.WriteString("supplier"u8, supplier);
        writer.WriteNumber("supplierRating"u8, rating);
        writer.WriteString("vendor"u8, offer.Vendor);
        writer.WriteString("reference"u8, offer.Reference);
        writer.WriteString("bookingUrl"u8, offer.BookingUrl);
        writer.WriteBoolean("onRequest"u8, offer.OnRequest);
        WriteCar(writer, offer);
        WriteStation(writer, "pickUp"u8, offer.PickUp);
        WriteStation(writer, "dropOff"u8, offer.DropOff);
        WriteMileage(writer, offer.Mileage);
        WriteBoolean(writer, "freeCancellation"u8, offer.FreeCancellation);
        WritePrice(writer, offer.Price, total, places);
        writer.WriteNull("upgradeFor"u8);
        writer.WriteEndObject();
        writer.Flush();
        return new()
        {
            Start = start,
            Length = buffer.Length - start,
            Id = id,
            Price = OfferKey.ToPrice(total),
            Currency = Currency3.From(offer.Price.Currency),
            Size = offer.Car.Size,
            Type = offer.Car.Type,
            Transmission = offer.Car.Transmission is { } transmission ? (byte)transmission : OfferKey.UnknownTransmission,
            Seats = (byte)(offer.Seats ?? 0),
        };
    }

    private static void WriteId(Utf8JsonWriter writer, ulong id)
    {
        Span<byte> text = stackalloc byte[IdLength];
        id.TryFormat(text, out _, "x16", CultureInfo.InvariantCulture);
        writer.WriteString("id"u8, text);
    }

    private static void WriteCar(Utf8JsonWriter writer, SupplierOffer offer)
    {
        var car = offer.Car;
        writer.WriteString("acriss"u8, car.Acriss);
        writer.WriteString("size"u8, CarWords.Sizes.Utf8((int)car.Size));
        writer.WriteString("type"u8, CarWords.Types.Utf8((int)car.Type));
        writer.WriteString("vehicle"u8, offer.Vehicle);
        WriteWord(writer, "transmission"u8, car.Transmission is { } transmission ? CarWords.Transmissions.Utf8((int)transmission) : default);
        WriteWord(writer, "fuel"u8, car.Fuel is Fuel.Unspecified ? default : CarWords.Fuels.Utf8((int)car.Fuel));
        WriteBoolean(writer, "airConditioning"u8, car.AirConditioning);
        writer.WriteNumberOrNull("seats"u8, offer.Seats);
        writer.WriteNumberOrNull("doors"u8, offer.Doors ?? car.Doors);
        writer.WriteNumberOrNull("bags"u8, offer.Bags);
    }

    private static void WriteStation(Utf8JsonWriter writer, ReadOnlySpan<byte> name, OfferStation station)
    {
        writer.WriteStartObject(name);
        writer.WriteString("place"u8, station.Place);
        writer.WriteString("name"u8, station.Name);
        WriteBoolean(writer, "atAirport"u8, station.AtAirport);
        writer.WriteEndObject();
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
            WriteWord(writer, "unit"u8, mileage.Included is null ? default : mileage.Unit is DistanceUnit.Miles ? "mi"u8 : "km"u8);
            writer.WriteEndObject();
        }
    }

    private void WritePrice(Utf8JsonWriter writer, OfferPrice price, decimal total, int places)
    {
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

    private static void WriteWord(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, word);
        }
    }

    private static void WriteBoolean(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
