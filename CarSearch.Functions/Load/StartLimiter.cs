namespace CarSearch.Functions.Load;

/// <summary>
/// Limits how many searches are started at once, by additive increase and multiplicative decrease. Starts take long when the engine's
/// storage or the processors are busy with runs; more of them at once would reach their timeout, though their searches were accepted.
/// Not thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class StartLimiter(TimeProvider time)
{
    private const double Decrease = 0.9;

    private double limit = MaxConcurrent;
    private TimeSpan last;
    private int running;

    /// <summary>Gets the maximum number of concurrent starts.</summary>
    internal static int MaxConcurrent { get; } = 64;

    /// <summary>Gets the duration of a start above which the limit decreases.</summary>
    internal static TimeSpan MaxStartTime { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the time from the end of a start to the end of the next one, while the limit is reached.</summary>
    public TimeSpan Interval => last / limit;

    /// <summary>Begins a start, if the limit is not reached.</summary>
    /// <param name="began">The argument of <see cref="End"/>.</param>
    public bool TryBegin(out long began)
    {
        began = time.GetTimestamp();
        if (running >= (int)limit)
        {
            return false;
        }

        running++;
        return true;
    }

    /// <summary>Ends a start.</summary>
    public void End(long began)
    {
        running--;
        last = time.GetElapsedTime(began);
        limit = last > MaxStartTime ? Math.Max(1, limit * Decrease) : Math.Min(MaxConcurrent, limit + (1 / limit));
    }
}
