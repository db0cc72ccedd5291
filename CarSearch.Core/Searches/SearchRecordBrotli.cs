using System.Buffers;
using System.IO.Compression;
using CarSearch.Common;

namespace CarSearch.Searches;

/// <summary>
/// The stored form of a record, compressed (Brotli, RFC 7932): offers repeat one another, so about an eighth is left.
/// Compressing at the lowest quality takes less time than writing the rest would.
/// </summary>
public static class SearchRecordBrotli
{
    private const int Quality = 0;
    private const int Window = 18;
    private const int UsualRatio = 12;

    /// <summary>No record is larger than this; what claims to be is not one.</summary>
    private const int MostBytes = 1 << 30;

    /// <summary>The compressed document of a record.</summary>
    public static byte[] Pack(SearchRecord record)
    {
        using var document = new PooledBuffer(2048 + record.Suppliers.Sum(supplier => supplier.Offers.Length + 512));
        SearchRecordJson.Write(record, document);
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(document.Length));
        try
        {
            return BrotliEncoder.TryCompress(document.Written, packed, out var length, Quality, Window)
                ? packed[..length]
                : throw new InvalidOperationException("A record could not be compressed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Reads a record back.</summary>
    /// <exception cref="InvalidDataException">It is not such a document.</exception>
    public static SearchRecord Unpack(ReadOnlySpan<byte> packed)
    {
        for (var capacity = Math.Max(4096L, packed.Length * (long)UsualRatio); capacity <= MostBytes; capacity *= 2)
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

    private static InvalidDataException Unreadable() => new("The stored record of a search can't be unpacked.");
}
