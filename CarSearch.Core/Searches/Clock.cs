namespace CarSearch.Searches;

internal static class Clock
{
    /// <summary>Gets the UTC time in whole milliseconds, the precision that is stored and returned.</summary>
    public static DateTimeOffset GetUtcMilliseconds(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
