using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// Creates the block of a supplier's response: checks each offer, computes its id, and writes it as it is served. Offers that can't be used
/// are dropped and counted.
/// </summary>
internal sealed class OfferBlockBuilder(string supplier, double rating, int days, CurrencyDecimals decimals)
{
    /// <summary>The size of the JSON from which on further offers are dropped.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int TypicalOfferBytes = 1536;

    /// <summary>Creates the block. The offers that the supplier itself has dropped are counted, too.</summary>
    public OfferBlock Build(SupplierResponse response, out int dropped)
    {
        dropped = Math.Max(0, response.Dropped);
        var capacity = Math.Min(response.Offers.Count, SupplierResponse.MaxOffers);
        using var buffer = new PooledBuffer(Math.Max(256, capacity * TypicalOfferBytes));
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        var json = new OfferJson(supplier, rating, days, decimals);
        var keys = new List<OfferKey>(capacity);
        var taken = new Dictionary<ulong, string>(capacity);
        foreach (var offer in response.Offers)
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

    /// <summary>Computes the id of an offer: the same for the same reference, also when a search runs again.</summary>
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
