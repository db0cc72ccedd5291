namespace CarSearch.Tests.OpenTravel;

/// <summary>A body that fails after some bytes, or stalls until its read is canceled.</summary>
/// <param name="fault">The exception, or null to stall.</param>
internal sealed class BrokenStream(Exception? fault) : MemoryStream([.. "<Result>"u8])
{
    private readonly TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a task that completes when a read stalls.</summary>
    public Task Stalled => stalled.Task;

    /// <summary>Gets a value indicating whether the stream was disposed.</summary>
    public bool IsDisposed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position < Length)
        {
            return await base.ReadAsync(buffer, cancellationToken);
        }

        stalled.TrySetResult();
        if (fault is null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        throw fault!;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>A body that arrives in pieces.</summary>
/// <param name="bytes">The body.</param>
/// <param name="nextLength">Returns the length of the next piece, at least 1.</param>
internal sealed class PiecewiseStream(byte[] bytes, Func<int> nextLength) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, nextLength())], cancellationToken);
}
