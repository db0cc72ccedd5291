using System.Buffers;
using System.Text;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Buffers a response ahead of a synchronous parser: received bytes are read without waiting, and more are awaited between two steps of the
/// parser. No thread is blocked, the parser runs at its synchronous speed, and memory does not grow with the response.
/// </summary>
internal sealed class LookaheadReader(Stream body, long maxBytes) : TextReader
{
    /// <summary>
    /// The number of bytes buffered before each step of the parser: approximately the longest tag or text that can be read.
    /// </summary>
    public const int Lookahead = 128 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Lookahead);
    private char[] characters = ArrayPool<char>.Shared.Rent(8 * 1024);
    private Decoder decoder = Encoding.UTF8.GetDecoder();
    private int start;
    private int end;
    private int charStart;
    private int charEnd;
    private long total;

    /// <summary>Gets a value indicating whether the whole body has been received.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Gets a value indicating whether <see cref="FillAsync"/> must be called before the next step.</summary>
    public bool NeedsFill => end - start < Lookahead && !IsCompleted;

    /// <summary>Gets the received bytes that have not been read.</summary>
    public ReadOnlySpan<byte> Buffered => buffer.AsSpan(start..end);

    /// <summary>Gets the last received bytes, read or not, at most 512.</summary>
    public ReadOnlySpan<byte> Tail => buffer.AsSpan(Math.Max(0, end - 512)..end);

    /// <summary>Gets or sets the encoding. It is set once, and its byte order mark is skipped.</summary>
    public Encoding Encoding
    {
        get;
        set
        {
            field = value;
            decoder = value.GetDecoder();
            start += Buffered.StartsWith(value.Preamble) ? value.Preamble.Length : 0;
        }
    } = Encoding.UTF8;

    /// <summary>Receives bytes until enough are buffered or the body has ended.</summary>
    /// <exception cref="UnreadableResponseException">The response exceeds the size limit.</exception>
    /// <exception cref="InvalidDataException">The response can't be decompressed.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        while (NeedsFill)
        {
            if (buffer.Length - end < Lookahead)
            {
                // Keeps the last bytes read, for Tail.
                var offset = Math.Max(0, start - 512);
                buffer.AsSpan(offset..end).CopyTo(buffer);
                (start, end) = (start - offset, end - offset);
            }

            var read = await ReadBodyAsync(cancellationToken).ConfigureAwait(false);
            IsCompleted = read == 0;
            end += read;
            total += read;
            if (total > maxBytes)
            {
                throw new UnreadableResponseException($"exceeds {maxBytes >> 20} MiB");
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (charStart == charEnd)
        {
            Decode();
        }

        count = Math.Min(count, charEnd - charStart);
        characters.AsSpan(charStart, count).CopyTo(buffer.AsSpan(index));
        charStart += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<char>.Shared.Return(characters);
            (buffer, characters) = ([], []);
            start = end = charStart = charEnd = 0;
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadBodyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            // BrotliStream's equivalent of InvalidDataException.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <summary>Decodes buffered bytes to at least one character, or none at the end of the body.</summary>
    private void Decode()
    {
        charStart = 0;
        bool isEnd;
        do
        {
            // The decoder is flushed only after the last byte: if its output is full, it would reject a pending surrogate.
            isEnd = IsCompleted && start == end;
            if (start == end && !isEnd)
            {
                throw new UnreadableResponseException($"has a tag or text longer than {Lookahead >> 10} KiB");
            }

            decoder.Convert(Buffered, characters, flush: isEnd, out var used, out charEnd, out _);
            start += used;
        }
        while (charEnd == 0 && !isEnd);
    }
}
