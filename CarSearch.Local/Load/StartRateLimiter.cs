namespace CarSearch.Local.Load;

/// <summary>
/// Limits the rate at which runs start to what the processors can complete. A start costs little. Its responses arrive seconds later, those
/// of a burst together, so an overload would only show when suppliers already appear to time out.
/// It is given the total processor time of this process, and the backlog of work items that wait for a thread. Not thread-safe; guarded by
/// the lock of <see cref="SearchQueue"/>.
/// </summary>
internal sealed class StartRateLimiter(int processors, Func<TimeSpan> processorTime, Func<long> backlog, TimeProvider time)
{
    /// <summary>The share of the processors for runs. The rest is for HTTP requests and garbage collection.</summary>
    private const double ProcessorShare = 0.75;

    /// <summary>The maximum burst after an idle period, in seconds of the rate.</summary>
    private const double BurstSeconds = 2;

    /// <summary>A backlog of about 0.1 s. Beyond it other work is using the processors.</summary>
    private const long MaxBacklogPerProcessor = 200;

    /// <summary>
    /// What a forecast from the processor time is multiplied by. The responses of a sudden load, and the requests that are refused, take
    /// processor time later.
    /// </summary>
    private const double UnmeasuredMargin = 1.5;

    private const double MinCost = 0.0002;
    private const double MaxCost = 0.02;
    private const double Weight = 0.2;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly double rate = ProcessorShare * processors;
    private double cost = 0.002;
    private double tokens = BurstSeconds * ProcessorShare * processors;
    private long replenishedAt = time.GetTimestamp();
    private long windowStart = time.GetTimestamp();
    private TimeSpan windowProcessorTime = processorTime();
    private int starts;
    private int ends;
    private bool isLimited;
    private bool wasLimited;
    private double? startsPerSecond;

    /// <summary>Estimates how long it takes to start a number of runs.</summary>
    public TimeSpan GetDelay(int count)
    {
        Replenish();
        var delay = Math.Max(0, ((count * cost) - tokens) / rate);
        return TimeSpan.FromSeconds(startsPerSecond is > 0 and var measured ? Math.Max(delay, count / measured) : UnmeasuredMargin * delay);
    }

    /// <summary>Acquires the processor time of a run, if a run may start now.</summary>
    public bool TryAcquire()
    {
        Replenish();
        if (tokens <= 0 || backlog() > MaxBacklogPerProcessor * processors)
        {
            isLimited = true;
            return false;
        }

        tokens -= cost;
        starts++;
        return true;
    }

    /// <summary>Records that no search waits, so that starts are limited by demand.</summary>
    public void OnQueueEmpty()
    {
        Replenish();
        isLimited = false;
    }

    public void OnRunEnded()
    {
        ends++;
        Replenish();
    }

    private void Replenish()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(BurstSeconds * rate, tokens + (rate * time.GetElapsedTime(replenishedAt, now).TotalSeconds));
        replenishedAt = now;
        if (time.GetElapsedTime(windowStart, now) is var elapsed && elapsed >= Window)
        {
            var used = processorTime();
            Measure(elapsed, used - windowProcessorTime);
            (windowStart, windowProcessorTime, starts, ends, wasLimited, isLimited) = (now, used, 0, 0, isLimited, false);
        }
    }

    private void Measure(TimeSpan elapsed, TimeSpan used)
    {
        if (ends > 0 && (used > elapsed * processors / 2 || (isLimited && elapsed < 2 * Window && ends >= starts / 2)))
        {
            // The cost of a run includes the HTTP requests for it. In an idle window all other work would be attributed to a few runs.
            // While starts are limited it is measured in any case, unless few runs end: if it was too high, the processors are idle
            // because of it. A run counts half when it starts and half when it ends.
            cost = Math.Clamp(cost + (Weight * ((2 * used.TotalSeconds / (starts + ends)) - cost)), MinCost, MaxCost);
        }

        // Other processes may use the processors. In a single window the demand may be lower than what can be started, and until runs end,
        // starts cost little.
        var measured = starts / elapsed.TotalSeconds;
        startsPerSecond = !isLimited || !wasLimited || ends < starts / 2 ? null
            : startsPerSecond is > 0 and var last ? last + (Weight * (measured - last))
            : measured;
    }
}
