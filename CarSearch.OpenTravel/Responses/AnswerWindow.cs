using System.Buffers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Shows an answer to a parser piece by piece: what has come is read without waiting, and more is waited for between two steps of
/// the parser, not within one. So no thread is blocked, the parser runs at its synchronous speed, and memory does not grow with the answer.
/// </summary>
/// <param name="body">The answer as it comes.</param>
/// <param name="most">The most bytes that are read of it.</param>
internal sealed class AnswerWindow(Stream body, long most) : Stream
{
    /// <summary>How much is ahead of the parser before it goes on: the longest tag or text that can be read, give or take what the parser holds.</summary>
    public const int Ahead = 128 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * Ahead);
    private int start;
    private int end;
    private long total;

    /// <summary>Whether the last byte has come.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether <see cref="FillAsync"/> is to be called before the next step.</summary>
    public bool NeedsFill => end - start < Ahead && !Ended;

    /// <summary>What has come and was not read.</summary>
    public ReadOnlySpan<byte> Ready => buffer.AsSpan(start..end);

    /// <summary>The end of what has come, however much of it was read: at most a few hundred bytes.</summary>
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

    /// <summary>Waits until enough is ahead, or the answer has ended.</summary>
    /// <exception cref="AnswerTooLargeException">The answer is longer than it may be.</exception>
    /// <exception cref="InvalidDataException">The answer can't be decompressed.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        while (NeedsFill)
        {
            if (buffer.Length - end < Ahead)
            {
                // The last bytes that were read stay, for Tail.
                var kept = Math.Max(0, start - 512);
                buffer.AsSpan(kept..end).CopyTo(buffer);
                (start, end) = (start - kept, end - kept);
            }

            var read = await ReadBodyAsync(cancellationToken).ConfigureAwait(false);
            Ended = read == 0;
            end += read;
            total += read;
            if (total > most)
            {
                throw new AnswerTooLargeException($"is longer than {most >> 20} MiB");
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
            // What Brotli says where the others say InvalidDataException.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (start == end && !Ended)
        {
            throw new AnswerTooLargeException($"has a tag or text longer than {Ahead >> 10} KiB");
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

/// <summary>An answer is larger, or nested deeper, than one may be.</summary>
/// <param name="what">What it is, to follow <c>the answer</c>.</param>
internal sealed class AnswerTooLargeException(string what) : Exception($"The answer {what}.")
{
    /// <summary>What it is.</summary>
    public string What { get; } = what;
}
