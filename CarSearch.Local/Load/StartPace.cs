namespace CarSearch.Local.Load;

/// <summary>
/// Starts runs no faster than the processors can bring them to their end. Starting one costs little; its answers come seconds later, and
/// those of a burst together, so that what was started too fast shows only when suppliers are already taken to be late.
/// Not safe for several threads at once: <see cref="SearchLoad"/> holds its lock.
/// </summary>
/// <param name="processors">How many processors there are.</param>
/// <param name="processorTime">How much of their time this process has taken so far.</param>
/// <param name="backlog">How many work items wait for a thread.</param>
/// <param name="time">The clock.</param>
internal sealed class StartPace(int processors, Func<TimeSpan> processorTime, Func<long> backlog, TimeProvider time)
{
    /// <summary>The part of the processors that runs may take; the rest is for callers and for the collector.</summary>
    private const double Share = 0.75;

    /// <summary>So many seconds' worth of runs may start at once after a pause.</summary>
    private const double BurstSeconds = 2;

    /// <summary>Work that waits for about a tenth of a second: somebody else has the processors.</summary>
    private const long MaxBacklogPerProcessor = 200;

    private const double MinCost = 0.0002;
    private const double MaxCost = 0.02;
    private const double Weight = 0.2;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly double rate = Share * processors;
    private double cost = 0.002;
    private double credit = BurstSeconds * Share * processors;
    private long credited = time.GetTimestamp();
    private long windowBegan = time.GetTimestamp();
    private TimeSpan windowProcessorTime = processorTime();
    private int turns;

    /// <summary>How long it takes to start so many runs.</summary>
    public TimeSpan TimeFor(int starts)
    {
        Credit();
        return TimeSpan.FromSeconds(Math.Max(0, ((starts * cost) - credit) / rate));
    }

    /// <summary>Takes the processor time of a run, if a run may start now.</summary>
    public bool TryStart()
    {
        Credit();
        if (credit <= 0 || backlog() > MaxBacklogPerProcessor * processors)
        {
            return false;
        }

        credit -= cost;
        turns++;
        return true;
    }

    /// <summary>Notes that a run has ended.</summary>
    public void End()
    {
        turns++;
        var elapsed = time.GetElapsedTime(windowBegan);
        if (elapsed < Window)
        {
            return;
        }

        var now = processorTime();
        var taken = (now - windowProcessorTime).TotalSeconds;
        if (taken > elapsed.TotalSeconds * processors / 2)
        {
            // Only a busy second measures the cost of a run, the requests of its caller included: in a quiet one, everything else would
            // count as its cost. A run counts half when it starts and half when it ends.
            cost = Math.Clamp(cost + (Weight * ((2 * taken / turns) - cost)), MinCost, MaxCost);
        }

        (windowBegan, windowProcessorTime, turns) = (time.GetTimestamp(), now, 0);
    }

    private void Credit()
    {
        var now = time.GetTimestamp();
        credit = Math.Min(BurstSeconds * rate, credit + (rate * time.GetElapsedTime(credited, now).TotalSeconds));
        credited = now;
    }
}
