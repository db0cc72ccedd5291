namespace CarSearch.Suppliers.OpenTravel;

/// <summary>
/// The body of an answer as it arrives. Its reads end with the attempt that they belong to, also where the reader has no token to give
/// (an <see cref="System.Xml.XmlReader"/> has none): a supplier that stalls in the middle would hold them for ever.
/// </summary>
/// <param name="body">The body; disposed with this.</param>
/// <param name="attempt">Canceled when the attempt's time is up, or nobody wants the answer any more.</param>
internal sealed class AnswerStream(Stream body, CancellationToken attempt) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts this stream in the place of an answer's body.</summary>
    public static async Task PutBeforeAsync(HttpResponseMessage answer, CancellationToken attempt)
    {
        var body = await answer.Content.ReadAsStreamAsync(attempt).ConfigureAwait(false);
        var content = new StreamContent(new AnswerStream(body, attempt));
        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            content.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content = content;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The body can't be decompressed.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken.CanBeCanceled ? cancellationToken : attempt).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            // What Brotli says where the others say InvalidDataException.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Not supported: a read that holds a thread can't be ended when the time is up.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An answer is read without blocking: ReadAsync.");

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await body.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
