using CarSearch.Searches;
using Microsoft.Extensions.Logging;

namespace CarSearch.Functions.Load;

/// <summary>
/// Publishes the load of this instance and reads that of the others, each every five seconds, while searches are accepted or run here.
/// </summary>
internal sealed partial class LoadMonitor(
    InstanceLoad own, LoadReports reports, TimeProvider time, ILogger<LoadMonitor> logger) : IDisposable
{
    private readonly Lock gate = new();

    // Has no timer and may still be read after the end, so it is left to the collector.
    private readonly CancellationTokenSource stopping = new();
    private Dictionary<string, ObservedReport> others = [];
    private Task? listing;
    private long? listed;
    private long? requested;
    private bool isRunning;
    private bool isReachable = true;

    /// <summary>Gets the time between two reports, and between two listings.</summary>
    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets the age up to which a listing is used; an older one is replaced before a search is accepted.</summary>
    internal static TimeSpan MaxListingAge { get; } = 3 * Interval;

    /// <summary>Gets the age up to which a report counts; the instance of an older one has stopped.</summary>
    internal static TimeSpan MaxReportAge { get; } = 4 * Interval;

    /// <summary>Gets the load of all instances.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, as the store can't be reached.</exception>
    public async ValueTask<ClusterLoad> GetAsync(CancellationToken cancellationToken)
    {
        Task? pending;
        lock (gate)
        {
            requested = time.GetTimestamp();
            pending = listed is { } at && time.GetElapsedTime(at) <= MaxListingAge ? null : ListOnceAsync();
        }

        Start();
        if (pending is not null)
        {
            await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new([own.Report(), .. Volatile.Read(ref others).Values.Where(IsRecent).Select(other => other.Report)], own.Capacity);
    }

    /// <summary>Starts to publish, unless this instance does already.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (!isRunning && !stopping.IsCancellationRequested)
            {
                isRunning = true;
                _ = RunAsync();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Cancel();

    private async Task RunAsync()
    {
        var stop = stopping.Token;
        long? published = null;
        do
        {
            await Task.Delay(Interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            own.CloseInterval();
            if (own.IsBusy)
            {
                published = time.GetTimestamp();
                await TryAsync(reports.PublishAsync(own.Report(), stop)).ConfigureAwait(false);
            }
            else if (published is { } at && time.GetElapsedTime(at) > MaxReportAge
                && await TryAsync(reports.WithdrawAsync(stop)).ConfigureAwait(false))
            {
                // Not before: it says which searches have been started, to those that accepted them.
                published = null;
            }

            if (IsRequested() || own.HasWaiting)
            {
                await TryAsync(ListOnceAsync()).ConfigureAwait(false);
            }
        }
        while (!IsDone(published is not null));
    }

    private bool IsRequested()
    {
        lock (gate)
        {
            return requested is { } at && time.GetElapsedTime(at) <= Interval;
        }
    }

    private bool IsDone(bool isPublished)
    {
        lock (gate)
        {
            if (isPublished || own.IsBusy || IsRequested())
            {
                return false;
            }

            isRunning = false;
            return true;
        }
    }

    private Task ListOnceAsync()
    {
        lock (gate)
        {
            return listing ??= ListAsync();
        }
    }

    private async Task ListAsync()
    {
        // Not under the lock of its caller.
        await Task.Yield();
        try
        {
            var found = await reports.ListAsync(stopping.Token).ConfigureAwait(false);
            own.ObserveStarts(found.Values);
            Volatile.Write(ref others, found.ToDictionary(report => report.Key, report => Observe(report.Key, report.Value)));
            lock (gate)
            {
                listed = time.GetTimestamp();
            }
        }
        finally
        {
            lock (gate)
            {
                listing = null;
            }
        }
    }

    /// <summary>
    /// Observes a report. Its age is the time since it was seen to change, as clocks differ between instances and can be set; only that of
    /// a report that was not listed before is by its own time.
    /// </summary>
    private ObservedReport Observe(string name, LoadReport report) => others.TryGetValue(name, out var known)
        ? known.Report == report ? known : new(report, time.GetTimestamp(), TimeSpan.Zero)
        : new(report, time.GetTimestamp(), time.GetUtcNow() - report.At);

    private bool IsRecent(ObservedReport other) => other.Age + time.GetElapsedTime(other.ListedAt) <= MaxReportAge;

    private async Task<bool> TryAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
            isReachable = true;
            return true;
        }
        catch (StoreUnavailableException exception)
        {
            if (isReachable)
            {
                NotExchanged(exception);
            }

            isReachable = false;
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }

        return false;
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Load reports could not be exchanged with other instances; searches are refused while the load is not known.")]
    private partial void NotExchanged(Exception exception);

    /// <summary>The report of another instance, the timestamp at which it was first listed, and its age then.</summary>
    private readonly record struct ObservedReport(LoadReport Report, long ListedAt, TimeSpan Age);
}
