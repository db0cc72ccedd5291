using System.Buffers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Buffers a response ahead of a synchronous parser: received bytes are read without waiting, and more are awaited between two steps of the
/// parser. No thread is blocked, the parser runs at its synchronous speed, and memory does not grow with the response.
/// </summary>
/// <param name="body">The body of the response.</param>
/// <param name="maxBytes">The maximum number of bytes to read.</param>
internal sealed class LookaheadStream(Stream body, long maxBytes) : Stream
{
    /// <summary>
    /// The number of bytes buffered before each step of the parser: approximately the longest tag or text that can be read.
    /// </summary>
    public const int Lookahead = 128 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Lookahead);
    private int start;
    private int end;
    private long total;

    /// <summary>Gets a value indicating whether the whole body has been received.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Gets a value indicating whether <see cref="FillAsync"/> must be called before the next step.</summary>
    public bool NeedsFill => end - start < Lookahead && !IsCompleted;

    /// <summary>Gets the received bytes that have not been read.</summary>
    public ReadOnlySpan<byte> Buffered => buffer.AsSpan(start..end);

    /// <summary>Gets the last received bytes, read or not, at most 512.</summary>
    public ReadOnlySpan<byte> Tail => buffer.AsSpan(Math.Max(0, end - 512)..end);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Receives bytes until enough are buffered or the body has ended.</summary>
    /// <exception cref="ResponseTooLargeException">The response exceeds the size limit.</exception>
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
                throw new ResponseTooLargeException($"exceeds {maxBytes >> 20} MiB");
            }
        }
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

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (start == end && !IsCompleted)
        {
            throw new ResponseTooLargeException($"has a tag or text longer than {Lookahead >> 10} KiB");
        }

        var count = Math.Min(buffer.Length, end - start);
        this.buffer.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
            (start, end) = (0, 0);
        }

        base.Dispose(disposing);
    }
}

/// <summary>The exception that is thrown when a response exceeds a limit.</summary>
/// <param name="problem">The predicate of a sentence whose subject is the response.</param>
internal sealed class ResponseTooLargeException(string problem) : Exception($"The response {problem}.")
{
    /// <summary>Gets the predicate of a sentence whose subject is the response.</summary>
    public string Problem { get; } = problem;
}
