namespace CarSearch.Searches;

/// <summary>
/// Computes <c>Retry-After</c> for refused requests, each one slot later than the previous one, so that callers that respect it return
/// at the rate at which capacity becomes free. Not thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RetryAfterSchedule(TimeProvider time)
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromMinutes(1);

    private readonly long epoch = time.GetTimestamp();
    private TimeSpan last;

    /// <summary>Gets the time after which the next refused request should be sent again.</summary>
    /// <param name="untilRoom">The time until another search would be accepted.</param>
    /// <param name="each">The time from that one to the next.</param>
    public TimeSpan Next(TimeSpan untilRoom, TimeSpan each)
    {
        var now = time.GetElapsedTime(epoch);
        var next = TimeSpan.FromTicks(Math.Max((last + each).Ticks, (now + untilRoom).Ticks));
        last = next < now + Max ? next : now + Max;

        // Jitter, as several hosts may assign the same slot.
        var wait = (last - now) * (1 - (0.2 * Random.Shared.NextDouble()));
        return wait < Min ? Min : wait;
    }
}
