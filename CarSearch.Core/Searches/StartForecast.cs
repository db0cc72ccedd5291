namespace CarSearch.Searches;

/// <summary>
/// Forecasts how long a search waits for its run, from the duration of runs. The number of concurrent runs divided by their duration is the
/// rate at which runs end; unlike a count of ends it is also valid after an idle period. Not thread-safe.
/// </summary>
/// <param name="initialRunTime">The assumed duration of a run until one has ended.</param>
/// <param name="time">The clock.</param>
public sealed class StartForecast(TimeSpan initialRunTime, TimeProvider time)
{
    private const double Weight = 0.05;

    private readonly long epoch = time.GetTimestamp();
    private double meanSeconds = initialRunTime.TotalSeconds;
    private double sumOfStarts;
    private int ended;

    /// <summary>Gets the number of runs in progress.</summary>
    public int Running { get; private set; }

    /// <summary>Gets the duration of a run. When suppliers slow down, the age of running searches exceeds the mean of ended ones.</summary>
    public double RunSeconds => Running == 0 ? meanSeconds : Math.Max(meanSeconds, Now - (sumOfStarts / Running));

    private double Now => time.GetElapsedTime(epoch).TotalSeconds;

    /// <summary>Records the start of a run.</summary>
    /// <returns>The argument of <see cref="End"/>.</returns>
    public double Begin()
    {
        var now = Now;
        sumOfStarts += now;
        Running++;
        return now;
    }

    /// <summary>Records the end of a run.</summary>
    /// <param name="began">The result of <see cref="Begin"/>.</param>
    /// <param name="counts">Whether it was complete, so that its duration counts.</param>
    public void End(double began, bool counts)
    {
        sumOfStarts -= began;
        Running--;
        if (counts)
        {
            // The first runs have more weight, to replace the assumed duration.
            meanSeconds += Math.Max(Weight, 1.0 / ++ended) * (Now - began - meanSeconds);
        }
    }

    /// <summary>Forecasts the time until a number of runs have ended.</summary>
    /// <param name="ends">The number of runs.</param>
    /// <param name="capacity">The number of concurrent runs.</param>
    public TimeSpan TimeFor(int ends, int capacity) => TimeSpan.FromSeconds(ends * RunSeconds / Math.Max(1, capacity));
}
