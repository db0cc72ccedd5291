using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CarSearch.Offers;

/// <summary>
/// The offers of one supplier, as the JSON that is stored and served, with the fields that filters use beside it. A GET copies bytes
/// instead of writing JSON.
/// </summary>
/// <remarks>
/// A block is compressed until its search has ended: thousands of searches in flight then hold a fifth of the memory, and the garbage
/// collector moves less.
/// </remarks>
[JsonConverter(typeof(Converter))]
public sealed class OfferBlock
{
    private const int Quality = 0;
    private const int Window = 18;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly bool isPacked;
    private int start;

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

    /// <summary>Gets the block that a document holds, without copying it.</summary>
    /// <param name="document">The document from which <see cref="Converter"/> read this block.</param>
    internal OfferBlock In(ReadOnlyMemory<byte> document) => Count == 0 ? Empty : new(document.Slice(start, Length), Keys);

    /// <summary>
    /// Reads and writes offers in a record. A reader has no access to the memory of its document, so that a block which was read knows only
    /// where its offers are; <see cref="In"/> completes it.
    /// </summary>
    internal sealed class Converter : JsonConverter<OfferBlock>
    {
        public override OfferBlock Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.StartArray)
            {
                throw new JsonException("Expected the offers.");
            }

            var keys = new List<OfferKey>();
            var (start, end) = (-1, 0);
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (reader.TokenType is not JsonTokenType.StartObject)
                {
                    throw new JsonException("Expected an offer.");
                }

                start = start < 0 ? (int)reader.TokenStartIndex : start;
                keys.Add(OfferJson.Read(ref reader, start));
                end = (int)reader.BytesConsumed;
            }

            return keys.Count == 0 ? Empty : new(default, isPacked: false, end - start, [.. keys]) { start = start };
        }

        public override void Write(Utf8JsonWriter writer, OfferBlock value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            if (value.Count > 0)
            {
                var json = ArrayPool<byte>.Shared.Rent(value.Length);
                value.CopyTo(json);
                writer.WriteRawValue(json.AsSpan(0, value.Length), skipInputValidation: true);
                ArrayPool<byte>.Shared.Return(json);
            }

            writer.WriteEndArray();
        }
    }
}
