using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace CarSearch.Offers;

/// <summary>
/// The offers of one supplier, as the very bytes of JSON that are stored and served, with the few fields that filters
/// look at beside them. A waiting search holds nothing else of an answer, and a GET copies bytes instead of writing JSON.
/// </summary>
/// <remarks>
/// A block that waits for the end of its search is compressed: thousands of searches in flight hold a fifth of the memory then, and the
/// garbage collector, which moves every new block twice, has so much less to do.
/// </remarks>
public sealed class OfferBlock
{
    private const int Quality = 0;
    private const int Window = 18;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly bool isPacked;

    private OfferBlock(ReadOnlyMemory<byte> bytes, bool isPacked, int length, OfferKey[] keys)
    {
        this.bytes = bytes;
        this.isPacked = isPacked;
        Length = length;
        Keys = keys;
    }

    private OfferBlock(ReadOnlyMemory<byte> json, OfferKey[] keys)
        : this(json, isPacked: false, json.Length, keys)
    {
    }

    /// <summary>No offers.</summary>
    public static OfferBlock Empty { get; } = new(ReadOnlyMemory<byte>.Empty, []);

    /// <summary>How many offers these are.</summary>
    public int Count => Keys.Length;

    /// <summary>The offers as JSON objects with commas between them: the inside of an array. A compressed block decompresses them at each call.</summary>
    public ReadOnlyMemory<byte> Json => Unpack().bytes;

    /// <summary>The length of <see cref="Json"/>.</summary>
    public int Length { get; }

    /// <summary>How many bytes of memory the JSON takes as it is held.</summary>
    public int HeldBytes => bytes.Length;

    /// <summary>The same once the block has been served: decompressed beside its compressed form.</summary>
    public int ServedBytes => isPacked ? Length + bytes.Length : Length;

    internal OfferKey[] Keys { get; }

    /// <summary>Makes a compressed block, where that makes it smaller.</summary>
    internal static OfferBlock Pack(ReadOnlySpan<byte> json, OfferKey[] keys)
    {
        var packed = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            return BrotliEncoder.TryCompress(json, packed.AsSpan(0, json.Length), out var length, Quality, Window)
                ? new(packed.AsSpan(0, length).ToArray(), isPacked: true, json.Length, keys)
                : new(json.ToArray(), keys);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>The same block, not compressed.</summary>
    internal OfferBlock Unpack()
    {
        if (!isPacked)
        {
            return this;
        }

        var json = new byte[Length];
        CopyTo(json);
        return new(json, Keys);
    }

    /// <summary>Writes <see cref="Json"/> to a buffer of at least <see cref="Length"/> bytes.</summary>
    internal void CopyTo(Span<byte> destination)
    {
        if (!isPacked)
        {
            bytes.Span.CopyTo(destination);
        }
        else if (!BrotliDecoder.TryDecompress(bytes.Span, destination, out var length) || length != Length)
        {
            throw new InvalidOperationException("A block of offers could not be decompressed.");
        }
    }

    /// <summary>Reads the offers of a stored document without copying them.</summary>
    /// <param name="reader">Stands on the start of the array; afterwards on its end.</param>
    /// <param name="document">The document that <paramref name="reader"/> reads.</param>
    /// <exception cref="JsonException">An offer lacks what filters look at.</exception>
    internal static OfferBlock Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> document)
    {
        var keys = new List<OfferKey>();
        var start = -1;
        var end = 0;
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw new JsonException("Expected the offers.");
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new JsonException("Expected an offer.");
            }

            if (start < 0)
            {
                start = (int)reader.TokenStartIndex;
            }

            keys.Add(OfferKey.Read(ref reader, start));
            end = (int)reader.BytesConsumed;
        }

        return keys.Count == 0 ? Empty : new(document[start..end], [.. keys]);
    }
}
