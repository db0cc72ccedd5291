namespace CarSearch.Common;

/// <summary>
/// A time provider whose UTC time advances with the timestamps, also when the system clock is set: for components that measure durations by
/// UTC time, as the circuit breaker of Polly does.
/// </summary>
/// <param name="time">The time provider of timestamps and timers, and of the UTC time at first.</param>
public sealed class SteadyTimeProvider(TimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset startTime = time.GetUtcNow();
    private readonly long start = time.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => startTime + time.GetElapsedTime(start);

    /// <inheritdoc/>
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
