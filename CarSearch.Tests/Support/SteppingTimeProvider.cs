using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Support;

/// <summary>A fake clock whose UTC time can be set forward and back, as by a user or a time server. Timestamps and timers go on.</summary>
public class SteppingTimeProvider(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref offset));

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Sets the UTC time forward, or back.</summary>
    public void Step(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);
}
