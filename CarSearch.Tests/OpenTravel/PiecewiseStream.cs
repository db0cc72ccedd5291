namespace CarSearch.Tests.OpenTravel;

/// <summary>A body that comes in pieces, as a network brings it.</summary>
/// <param name="bytes">The body.</param>
/// <param name="piece">How many bytes come next, at least one.</param>
internal sealed class PiecewiseStream(byte[] bytes, Func<int> piece) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, piece())], cancellationToken);
}
