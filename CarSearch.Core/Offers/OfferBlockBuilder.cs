using System.Buffers.Binary;
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
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int TypicalOfferBytes = 1536;

    /// <summary>The block of an answer's usable offers.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="dropped">How many offers could not be used, those that the supplier itself reports included.</param>
    public OfferBlock Build(SupplierResponse answer, out int dropped)
    {
        dropped = Math.Max(0, answer.Dropped);
        using var buffer = new PooledBuffer(Math.Max(256, Math.Min(answer.Offers.Count, SupplierResponse.MaxOffers) * TypicalOfferBytes));
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        var json = new OfferJson(supplier, rating, days, decimals);
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
            var place = offer.PickUp.Place;
            if (!taken.TryAdd(id, place) && (taken[id] == place || !taken.TryAdd(id = Id($"{offer.Reference}\n{place}"), place)))
            {
                dropped++;
                continue;
            }

            if (keys.Count > 0)
            {
                buffer.Append(","u8);
            }

            var start = buffer.Length;
            writer.Reset();
            json.Write(writer, offer, id, places);
            writer.Flush();
            keys.Add(OfferKey.From(offer, id, places, json.GetDeposit(offer), start, buffer.Length - start));
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
}
