namespace CarSearch.Local.Load;

/// <content>Whether a search is admitted. All members are called under the lock.</content>
internal sealed partial class SearchQueue
{
    /// <summary>Returns the time after which a search of this size can be retried; null if it can be accepted now.</summary>
    private TimeSpan? GetRetryAfter(long estimate, string? caller, out TimeSpan wait)
    {
        // Reservations whose search is still being committed start before this one.
        (wait, var capacity) = Forecast(accepted - forecast.Running + 1, estimate);
        var timePerEnd = forecast.TimeFor(1, capacity);

        // Queued searches take memory as well.
        var maxAccepted = (int)Math.Min(limits.MaxInFlight, capacity + (budget.SearchBytes / (4 * SearchSizeEstimator.QueuedBytes)));
        if (accepted >= maxAccepted)
        {
            return rejections.Next(forecast.TimeFor(accepted - maxAccepted + 1, capacity), timePerEnd);
        }

        if (callers.GetExcess(caller, () => CountAcceptable(estimate, maxAccepted)) is > 0 and var excess)
        {
            return rejections.Next(forecast.TimeFor(excess, capacity), timePerEnd);
        }

        if (waiting.First?.Value is { } first && time.GetElapsedTime(first.EnqueuedAt) is var waited && waited > wait)
        {
            // The wait of the first queued search is a lower bound, whatever the forecast.
            wait = waited;
        }

        return wait > limits.MaxForecastWait ? rejections.Next(wait - limits.MaxForecastWait, timePerEnd) : null;
    }

    /// <summary>Counts the searches that can be accepted in all: as many as the limits allow, and the last starts in time.</summary>
    private int CountAcceptable(long estimate, int maxAccepted)
    {
        var (low, high) = (accepted, maxAccepted);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var isInTime = Forecast(middle - forecast.Running, estimate).Wait <= limits.MaxForecastWait;
            (low, high) = isInTime ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Forecasts the time until a number of searches of a size have started, and the number of concurrent runs.</summary>
    private (TimeSpan Wait, int Capacity) Forecast(int starts, long estimate)
    {
        // The queued searches are assumed to be as large as the running ones on average.
        var held = budget.ReservedBytes - ((accepted - forecast.Running) * SearchSizeEstimator.QueuedBytes);
        var average = forecast.Running == 0 ? estimate : Math.Max(1, held / forecast.Running);
        var room = (int)Math.Clamp(budget.FreeBytes / average, forecast.Running == 0 ? 1 : 0, limits.MaxInFlight);
        var capacity = Math.Min(forecast.Running + room, limits.MaxInFlight);
        var (memoryWait, processorWait) = (forecast.TimeFor(Math.Max(0, starts - room), capacity), limiter.GetDelay(starts));
        return (memoryWait > processorWait ? memoryWait : processorWait, capacity);
    }
}
