using CarSearch.Searches;

namespace CarSearch.Functions.Load;

/// <summary>Counts what this instance runs, and what it has accepted that no instance has started.</summary>
/// <param name="capacity">The maximum number of concurrent runs of an instance.</param>
/// <param name="firstGuess">How long a run takes, before any has ended.</param>
/// <param name="time">The clock.</param>
internal sealed class InstanceLoad(int capacity, TimeSpan firstGuess, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly StartForecast forecast = new(firstGuess, time);

    // By the second in which they were accepted. Searches are started about in that order, so those after the newest that was started wait.
    private readonly SortedDictionary<long, Waiting> accepted = [];
    private DateTimeOffset? startedHere;
    private long startedUpTo = long.MinValue;
    private int starts;
    private int waiting;
    private double maxWaitSeconds;
    private long reported = time.GetTimestamp();
    private (double MaxWaitSeconds, double StartsPerSecond) last;

    /// <summary>Gets the maximum number of concurrent runs of an instance.</summary>
    public int Capacity => capacity;

    /// <summary>Gets whether anything runs here or was started here in the last interval or, accepted here, waits for its run.</summary>
    public bool IsBusy
    {
        get
        {
            lock (gate)
            {
                return forecast.Running > 0 || last.StartsPerSecond > 0 || CountWaiting() > 0;
            }
        }
    }

    /// <summary>Gets whether anything that was accepted here waits for its run.</summary>
    public bool HasWaiting
    {
        get
        {
            lock (gate)
            {
                return CountWaiting() > 0;
            }
        }
    }

    /// <summary>Counts a search that is being accepted.</summary>
    public void Accept(AcceptedSearch search) => Count(search, 1);

    /// <summary>Takes back the count of a search that was not accepted.</summary>
    public void Release(AcceptedSearch search) => Count(search, -1);

    /// <summary>Counts a run, until <see cref="EndRun"/>.</summary>
    /// <returns>The argument of <see cref="EndRun"/>.</returns>
    public double BeginRun(AcceptedSearch search)
    {
        lock (gate)
        {
            starts++;
            maxWaitSeconds = Math.Max(maxWaitSeconds, (time.GetUtcNow() - search.RequestedAt).TotalSeconds);
            startedHere = startedHere > search.RequestedAt ? startedHere : search.RequestedAt;
            ObserveStart(search.RequestedAt);
            return forecast.Begin();
        }
    }

    /// <summary>Ends the count of a run.</summary>
    /// <param name="began">What <see cref="BeginRun"/> returned.</param>
    /// <param name="isComplete">Whether it ran to its end, so that its duration counts.</param>
    public void EndRun(double began, bool isComplete)
    {
        lock (gate)
        {
            forecast.End(began, isComplete);
        }
    }

    /// <summary>Observes which searches other instances have started.</summary>
    public void ObserveStarts(IEnumerable<LoadReport> reports)
    {
        lock (gate)
        {
            foreach (var report in reports)
            {
                if (report.StartedUpTo is { } started)
                {
                    ObserveStart(started);
                }
            }
        }
    }

    /// <summary>Creates the current report, with the starts of the last interval or since, see <see cref="CloseInterval"/>.</summary>
    public LoadReport Report()
    {
        lock (gate)
        {
            return new(
                time.GetUtcNow(),
                startedHere is null ? 0 : capacity,
                forecast.Running,
                forecast.RunSeconds,
                startedHere,
                Math.Max(last.MaxWaitSeconds, maxWaitSeconds),
                Math.Max(last.StartsPerSecond, starts / LoadMonitor.Interval.TotalSeconds),
                CountWaiting());
        }
    }

    /// <summary>Begins to count starts anew.</summary>
    public void CloseInterval()
    {
        lock (gate)
        {
            var elapsed = time.GetElapsedTime(reported).TotalSeconds;
            last = (maxWaitSeconds, elapsed > 0 ? starts / elapsed : 0);
            (starts, maxWaitSeconds, reported) = (0, 0, time.GetTimestamp());
        }
    }

    private void Count(AcceptedSearch search, int change)
    {
        lock (gate)
        {
            var second = search.RequestedAt.ToUnixTimeSeconds();
            if (second > startedUpTo)
            {
                var (count, at) = accepted.GetValueOrDefault(second, new(0, time.GetTimestamp()));
                accepted[second] = new(count + change, at);
                waiting += change;
            }
        }
    }

    private int CountWaiting()
    {
        // A search that was never started, because it was deleted first or its message was lost, is past its lifetime then.
        while (accepted.Count > 0 && accepted.First() is var first && time.GetElapsedTime(first.Value.At) > CarSearchOptions.Lifetime)
        {
            Remove(first);
        }

        return waiting;
    }

    private void ObserveStart(DateTimeOffset requestedAt)
    {
        startedUpTo = Math.Max(startedUpTo, requestedAt.ToUnixTimeSeconds());
        while (accepted.Count > 0 && accepted.First() is var first && first.Key <= startedUpTo)
        {
            Remove(first);
        }
    }

    private void Remove(KeyValuePair<long, Waiting> second)
    {
        accepted.Remove(second.Key);
        waiting -= second.Value.Count;
    }

    /// <summary>How many searches were accepted in a second, and the timestamp of the first.</summary>
    private readonly record struct Waiting(int Count, long At);
}
