namespace CarSearch.Functions.Load;

/// <summary>Forecasts how long a search will wait for its run, from the reports of all instances.</summary>
/// <param name="reports">The reports.</param>
/// <param name="instanceCapacity">The maximum number of concurrent runs of an instance. At least one instance is assumed.</param>
internal sealed class ClusterLoad(IReadOnlyCollection<LoadReport> reports, int instanceCapacity)
{
    /// <summary>Starts that waited longer than this were queued. Durable Functions itself takes a few seconds.</summary>
    private static readonly double MinQueueingSeconds = LoadMonitor.Interval.TotalSeconds;

    /// <summary>Forecasts the start of the next search that is accepted.</summary>
    /// <returns>How long it will wait, and how much longer the one after it.</returns>
    public (TimeSpan Wait, TimeSpan Each) Forecast()
    {
        var capacity = Math.Max(instanceCapacity, reports.Sum(report => report.Capacity));
        var running = reports.Sum(report => report.Running);
        var waiting = reports.Sum(report => report.Waiting);
        var runSeconds = running == 0
            ? reports.Max(report => report.RunSeconds)
            : reports.Sum(report => report.Running * report.RunSeconds) / running;

        // Runs that go on at once, divided by the time of one, are the rate at which places become free.
        var each = runSeconds / capacity;
        var wait = Math.Max(0, waiting + running + 1 - capacity) * each;

        // Where searches are started later than places are free, the engine or the processors are the limit: at the rate that is seen.
        var starts = reports.Sum(report => report.StartsPerSecond);
        if (starts > 0 && reports.Max(report => report.MaxWaitSeconds) > MinQueueingSeconds && waiting / starts > wait)
        {
            (wait, each) = (waiting / starts, 1 / starts);
        }

        return (TimeSpan.FromSeconds(wait), TimeSpan.FromSeconds(each));
    }
}
