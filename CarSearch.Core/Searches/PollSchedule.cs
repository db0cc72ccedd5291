using System.Collections.Concurrent;

namespace CarSearch.Searches;

/// <summary>
/// Computes <c>Retry-After</c> for a search that has not ended: the time to its usual end, from the usual response times of its suppliers.
/// They are learned from the ended searches that this process serves. Thread-safe.
/// </summary>
internal sealed class PollSchedule
{
    /// <summary>The maximum in seconds while a search runs. A longer one would delay the results if the suppliers respond early.</summary>
    public const int MaxSeconds = 5;

    /// <summary>The maximum in seconds before a run starts, with the expected wait.</summary>
    public const int MaxSecondsToStart = 10;

    /// <summary>The delay of an overdue search, as a share of its age: the longer it has taken, the longer it may still take.</summary>
    private const double OverdueShare = 0.25;

    // With these weights a response time converges to about the 80th percentile.
    private const double IncreaseWeight = 0.2;
    private const double DecreaseWeight = 0.05;

    private readonly ConcurrentDictionary<string, double> seconds = new(StringComparer.Ordinal);

    /// <summary>Learns the response times of the suppliers of an ended search.</summary>
    public void Observe(SearchRecord ended)
    {
        foreach (var supplier in ended.Suppliers)
        {
            if (supplier.ElapsedMs is { } milliseconds)
            {
                seconds.AddOrUpdate(supplier.Name, static (_, observed) => observed, Update, milliseconds / 1000.0);
            }
        }
    }

    /// <summary>Gets the seconds before the next poll, at least 1. The expected wait is not used if the run has started.</summary>
    public int GetDelay(SearchRecord record, TimeSpan age, TimeSpan expectedWait)
    {
        if (record.IsFinal)
        {
            return 1;
        }

        var hasStarted = record.Status is SearchStatus.Running;
        var wait = hasStarted ? 0 : expectedWait.TotalSeconds;
        var rest = GetSeconds(record) - (hasStarted ? age.TotalSeconds : 0);
        var delay = wait + Math.Min(rest > 0 ? rest : OverdueShare * age.TotalSeconds, MaxSeconds);
        return Round(delay, record.Token.Fraction, Math.Min(MaxSeconds + wait, MaxSecondsToStart));
    }

    /// <summary>
    /// Rounds to a whole second of the delay plus or minus a fifth, so that callers whose searches were accepted together do not poll
    /// together. The fraction is that of the token: all responses of a search are rounded alike, those to HEAD included.
    /// </summary>
    private static int Round(double delay, double fraction, double max) =>
        (int)Math.Clamp(Math.Floor((0.8 * delay) + (fraction * ((0.4 * delay) + 1))), 1, max);

    private static double Update(string supplier, double usual, double observed) =>
        usual + ((observed > usual ? IncreaseWeight : DecreaseWeight) * (observed - usual));

    /// <summary>Gets the usual duration of a run: the longest response time of the suppliers that have not responded.</summary>
    private double GetSeconds(SearchRecord record)
    {
        var usual = record.Suppliers.IsEmpty
            ? seconds.Select(pair => pair.Value)
            : record.Suppliers
                .Where(supplier => supplier.Status is SupplierStatus.Running)
                .Select(supplier => seconds.GetValueOrDefault(supplier.Name, CarSearchOptions.AssumedResponseSeconds));
        return usual.DefaultIfEmpty(CarSearchOptions.AssumedResponseSeconds).Max();
    }
}
