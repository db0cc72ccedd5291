using System.Buffers;
using System.IO.Compression;
using CarSearch.Common;

namespace CarSearch.Searches;

/// <summary>
/// Serializes records, compressed with Brotli (RFC 7932): offers are repetitive, so that about an eighth remains. Compression at the lowest
/// quality takes less time than writing the uncompressed bytes.
/// </summary>
public static class SearchRecordBrotli
{
    private const int Quality = 0;
    private const int Window = 18;
    private const int TypicalRatio = 12;

    private const int MaxBytes = 1 << 30;

    /// <summary>Serializes a record.</summary>
    public static byte[] Pack(SearchRecord record)
    {
        using var document = new PooledBuffer(2048 + record.Suppliers.Sum(supplier => supplier.Offers.Length + 512));
        SearchRecordJson.Write(record, document);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(document.Length));
        try
        {
            return BrotliEncoder.TryCompress(document.Written, packed, out var length, Quality, Window)
                ? packed[..length]
                : throw new InvalidOperationException("Failed to compress a record.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Deserializes a record.</summary>
    /// <exception cref="InvalidDataException">The data is not a compressed record.</exception>
    public static SearchRecord Unpack(ReadOnlySpan<byte> packed)
    {
        for (var capacity = Math.Max(4096L, packed.Length * (long)TypicalRatio); capacity <= MaxBytes; capacity *= 2)
        {
            var document = ArrayPool<byte>.Shared.Rent((int)capacity);
            try
            {
                using var decoder = new BrotliDecoder();
                switch (decoder.Decompress(packed, document, out _, out var length))
                {
                    case OperationStatus.Done: return SearchRecordJson.Read(document.AsMemory(0, length).ToArray());
                    case OperationStatus.DestinationTooSmall: break;
                    default: throw Unreadable();
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(document);
            }
        }

        throw Unreadable();
    }

    private static InvalidDataException Unreadable() => new("The stored record of a search can't be decompressed.");
}
