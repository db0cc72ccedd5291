using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CarSearch.Local.Storage;

/// <summary>
/// The write-ahead log of the database as an earlier process left it. SQLite recovers it up to the first frame that is not valid and
/// ignores the rest without an error, also if the whole log is missing. This type finds what is ignored.
/// </summary>
/// <remarks>
/// The format is part of SQLite's file format. The shared-memory file outlives a process, but not a failure of the system; it contains the
/// number of committed frames.
/// </remarks>
/// <param name="Exists">Whether the file has content.</param>
/// <param name="IsReadable">Whether SQLite reads it: its header is valid.</param>
/// <param name="RecoveredFrames">The number of frames that SQLite recovers.</param>
/// <param name="UnreadableCommits">The number of commits after them.</param>
/// <param name="CommittedFrames">The number of committed frames of the same log; null if unknown.</param>
/// <param name="PendingFrames">The number of committed frames that the database file does not contain yet; null if unknown.</param>
internal readonly record struct WriteAheadLog(
    bool Exists, bool IsReadable, int RecoveredFrames, int UnreadableCommits, int? CommittedFrames, int? PendingFrames)
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const int IndexHeaderSize = 48;

    /// <summary>Reads the log of a database that no connection is open to.</summary>
    /// <param name="databasePath">The path of the database file, which must not be a link.</param>
    /// <exception cref="IOException">The log can't be read.</exception>
    public static WriteAheadLog Read(string databasePath)
    {
        var index = ReadIndex(databasePath + "-shm");
        var log = new FileInfo(databasePath + "-wal");
        if (!log.Exists || log.Length == 0)
        {
            return new(false, false, 0, 0, null, index?.Pending);
        }

        using var file = log.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize || !IsValid(header))
        {
            return new(true, false, 0, 0, null, index?.Pending);
        }

        var salt = header[16..24];
        var (recovered, commits) = ReadFrames(file, header);
        return index is { } known && BinaryPrimitives.ReadUInt64LittleEndian(salt) == known.Salt
            ? new(true, true, recovered, commits, known.Committed, known.Pending)
            : new(true, true, recovered, commits, null, null);
    }

    /// <summary>Reads all frames.</summary>
    /// <returns>The number of frames up to the last valid commit, and the number of commits of the same log that follow them.</returns>
    private static (int Recovered, int LaterCommits) ReadFrames(FileStream file, ReadOnlySpan<byte> header)
    {
        var salt = header[16..24];
        var frame = new byte[FrameHeaderSize + BinaryPrimitives.ReadInt32BigEndian(header[8..])];
        var isBigEndian = (header[3] & 1) != 0;
        var sum = Checksum(header[..24], default, isBigEndian);
        var (isValid, recovered, later) = (true, 0, 0);
        for (var number = 1; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; number++)
        {
            var isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(salt);
            var isCommit = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            if (isValid)
            {
                sum = Checksum(frame.AsSpan(FrameHeaderSize), Checksum(frame.AsSpan(0, 8), sum, isBigEndian), isBigEndian);
                isValid = isOfThisLog && sum == ReadChecksum(frame.AsSpan(16)) && BinaryPrimitives.ReadUInt32BigEndian(frame) != 0;
                recovered = isValid && isCommit ? number : recovered;
            }

            later += !isValid && isOfThisLog && isCommit ? 1 : 0;
        }

        return (recovered, later);
    }

    private static bool IsValid(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadUInt32BigEndian(header) & ~1u) == 0x377F0682
        && BinaryPrimitives.ReadInt32BigEndian(header[8..]) is >= 512 and <= 65536 and var pageSize
        && (pageSize & (pageSize - 1)) == 0
        && Checksum(header[..24], default, (header[3] & 1) != 0) == ReadChecksum(header[24..]);

    private static (uint, uint) ReadChecksum(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    /// <summary>Continues a checksum. The order of bytes is that of the machine that created the log.</summary>
    private static (uint First, uint Second) Checksum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum, bool isBigEndian)
    {
        var (first, second) = sum;
        var reverse = isBigEndian == BitConverter.IsLittleEndian;
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i < words.Length; i += 2)
        {
            first += (reverse ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]) + second;
            second += (reverse ? BinaryPrimitives.ReverseEndianness(words[i + 1]) : words[i + 1]) + first;
        }

        return (first, second);
    }

    /// <summary>Reads the header of the shared-memory file. Returns null if it is missing or incomplete.</summary>
    private static (ulong Salt, int Committed, int Pending)? ReadIndex(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> bytes = stackalloc byte[(2 * IndexHeaderSize) + 4];
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length
            || bytes[12] != 1
            || !bytes[..IndexHeaderSize].SequenceEqual(bytes[IndexHeaderSize..^4]))
        {
            return null;
        }

        // Numbers are in the byte order of the machine; the salt is as in the log.
        var committed = MemoryMarshal.Read<int>(bytes[16..]);
        return (BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]), committed, committed - MemoryMarshal.Read<int>(bytes[^4..]));
    }
}
