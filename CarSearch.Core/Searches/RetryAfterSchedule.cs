namespace CarSearch.Searches;

/// <summary>
/// Computes <c>Retry-After</c> for refused callers, each one place later than the one before, so that callers who respect it return no
/// faster than places become free. Not safe for several threads at once.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RetryAfterSchedule(TimeProvider time)
{
    private static readonly TimeSpan Min = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromMinutes(1);

    private readonly long epoch = time.GetTimestamp();
    private TimeSpan last;

    /// <summary>When the next refused caller should come back.</summary>
    /// <param name="untilRoom">How long it takes until one more search would be accepted.</param>
    /// <param name="each">How long it takes until the one after that would be.</param>
    public TimeSpan Next(TimeSpan untilRoom, TimeSpan each)
    {
        var now = time.GetElapsedTime(epoch);
        var next = TimeSpan.FromTicks(Math.Max((last + each).Ticks, (now + untilRoom).Ticks));
        last = next < now + Max ? next : now + Max;

        // Callers with the same slot should not return at the same moment.
        var wait = (last - now) * (1 - (0.2 * Random.Shared.NextDouble()));
        return wait < Min ? Min : wait;
    }
}
