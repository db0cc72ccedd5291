namespace CarSearch.Searches;

/// <summary>
/// The clock of searches. Instants are UTC times of the system clock, which can be set forward and back. The age of a search, which decides
/// whether its lifetime is exceeded, does not increase when the clock is set forward.
/// </summary>
/// <remarks>
/// The offset between the system clock and the monotonic clock changes only when the former is set. An age is computed with the smallest
/// offset that was observed in the last minutes, so that the age of a search accepted by this process is never overestimated. For a
/// search accepted by another process, only the time of the system clock is known.
/// </remarks>
public sealed class SearchClock(TimeProvider time)
{
    /// <summary>The minimum time for which an offset is kept. No search in progress is much older than its lifetime.</summary>
    private static readonly TimeSpan Window = 3 * CarSearchOptions.Lifetime;

    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private TimeSpan windowStart;
    private DateTimeOffset current = DateTimeOffset.MaxValue;
    private DateTimeOffset previous = DateTimeOffset.MaxValue;

    /// <summary>Gets the UTC time in whole milliseconds, the precision that is stored and returned.</summary>
    public DateTimeOffset GetUtcNow()
    {
        var now = Observe().Now;
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>Gets the time since a search was accepted. It is never negative.</summary>
    public TimeSpan GetAge(DateTimeOffset requestedAt)
    {
        var age = Observe().Earliest - requestedAt;
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    /// <summary>Reads both clocks.</summary>
    /// <returns>The time of the system clock, and the earliest that it would be with an offset of the last minutes.</returns>
    private (DateTimeOffset Now, DateTimeOffset Earliest) Observe()
    {
        lock (gate)
        {
            // In this order: a delay between the two makes the offset larger, which does not count.
            var elapsed = time.GetElapsedTime(start);
            var now = time.GetUtcNow();
            if (elapsed - windowStart >= Window)
            {
                previous = elapsed - windowStart < 2 * Window ? current : DateTimeOffset.MaxValue;
                (current, windowStart) = (DateTimeOffset.MaxValue, elapsed);
            }

            // The offset is represented by the time of the system clock at the start of the monotonic one.
            var offset = now - elapsed;
            current = offset < current ? offset : current;
            return (now, (current < previous ? current : previous) + elapsed);
        }
    }
}
