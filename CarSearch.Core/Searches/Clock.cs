namespace CarSearch.Searches;

internal static class Clock
{
    /// <summary>The time in UTC, in whole milliseconds: as finely as it is stored and told.</summary>
    public static DateTimeOffset GetUtcMilliseconds(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }
}
