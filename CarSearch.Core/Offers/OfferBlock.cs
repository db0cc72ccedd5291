using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace CarSearch.Offers;

/// <summary>
/// The offers of one supplier, as the JSON that is stored and served, with the fields that filters use beside it. A GET copies bytes instead of
/// writing JSON.
/// </summary>
/// <remarks>
/// A block is compressed until its search has ended: thousands of searches in flight then hold a fifth of the memory, and the garbage
/// collector moves less.
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

    /// <summary>Gets a block without offers.</summary>
    public static OfferBlock Empty { get; } = new(ReadOnlyMemory<byte>.Empty, []);

    /// <summary>Gets the number of offers.</summary>
    public int Count => Keys.Length;

    /// <summary>Gets the offers as JSON objects separated by commas. A compressed block is decompressed at each call.</summary>
    public ReadOnlyMemory<byte> Json => Unpack().bytes;

    /// <summary>Gets the length of <see cref="Json"/>.</summary>
    public int Length { get; }

    /// <summary>Gets the size of the JSON in memory.</summary>
    public int HeldBytes => bytes.Length;

    /// <summary>Gets the size of the JSON in memory after it has been served: both forms.</summary>
    public int ServedBytes => isPacked ? Length + bytes.Length : Length;

    internal OfferKey[] Keys { get; }

    /// <summary>Creates a compressed block, if that is smaller.</summary>
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

    /// <summary>Gets the block, decompressed.</summary>
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
            throw new InvalidOperationException("Failed to decompress a block of offers.");
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
