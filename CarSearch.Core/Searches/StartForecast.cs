namespace CarSearch.Searches;

/// <summary>
/// Forecasts how long a search will wait for its run to begin, from how long runs take. Runs that can go on at once, divided by
/// the time of one, are the rate at which places become free: unlike a count of ends it holds after a quiet hour as well.
/// Not safe for several threads at once.
/// </summary>
/// <param name="firstGuess">How long a run takes, before any has ended.</param>
/// <param name="time">The clock.</param>
public sealed class StartForecast(TimeSpan firstGuess, TimeProvider time)
{
    private const double Weight = 0.05;

    private readonly long epoch = time.GetTimestamp();
    private double meanSeconds = firstGuess.TotalSeconds;
    private double sumOfStarts;
    private int ended;

    /// <summary>How many runs there are.</summary>
    public int Running { get; private set; }

    /// <summary>How long a run takes. Suppliers that become slow show in the age of their runs before any of them has ended.</summary>
    public double RunSeconds => Running == 0 ? meanSeconds : Math.Max(meanSeconds, Now - (sumOfStarts / Running));

    private double Now => time.GetElapsedTime(epoch).TotalSeconds;

    /// <summary>Notes that a run has begun.</summary>
    /// <returns>What <see cref="End"/> takes.</returns>
    public double Begin()
    {
        var now = Now;
        sumOfStarts += now;
        Running++;
        return now;
    }

    /// <summary>Notes that a run has ended.</summary>
    /// <param name="began">What <see cref="Begin"/> returned.</param>
    /// <param name="counts">Whether it ran to its end, so that its duration counts.</param>
    public void End(double began, bool counts)
    {
        sumOfStarts -= began;
        Running--;
        if (counts)
        {
            // The first few count more, so that the guess is soon forgotten.
            meanSeconds += Math.Max(Weight, 1.0 / ++ended) * (Now - began - meanSeconds);
        }
    }

    /// <summary>How long it takes until so many runs have ended.</summary>
    /// <param name="ends">How many.</param>
    /// <param name="capacity">How many runs go on at once while others wait.</param>
    public TimeSpan TimeFor(int ends, int capacity) => TimeSpan.FromSeconds(ends * RunSeconds / Math.Max(1, capacity));
}
