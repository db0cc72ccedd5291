namespace CarSearch.Tests.OpenTravel;

/// <summary>A body that has some bytes, and then fails; or stalls, until its read is canceled.</summary>
/// <param name="fault">How it fails; null when it stalls.</param>
internal sealed class CutStream(Exception? fault) : MemoryStream([.. "<Answer>"u8])
{
    private readonly TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when a read has begun that gets nothing.</summary>
    public Task Stalled => stalled.Task;

    /// <summary>Whether it was let go.</summary>
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
