using Microsoft.Extensions.Logging;

namespace CarSearch.Searches;

/// <summary>Logs the beginning and the end of an outage of a store, instead of each failed call.</summary>
public sealed partial class OutageLog(string begin, string end, TimeProvider time, ILogger logger)
{
    private readonly Lock gate = new();
    private long failures;
    private long firstFailure;
    private long lastFailure;

    /// <summary>Gets the time without a failure after which an outage has ended. Failures and successes may alternate.</summary>
    public static TimeSpan QuietTime { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Reports that a call failed.</summary>
    public void Failed(string reason)
    {
        lock (gate)
        {
            lastFailure = time.GetTimestamp();
            if (failures++ > 0)
            {
                return;
            }

            firstFailure = lastFailure;
        }

        LogBegin(begin, reason);
    }

    /// <summary>Reports that a call succeeded.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref failures) == 0)
        {
            return;
        }

        long count;
        TimeSpan elapsed;
        lock (gate)
        {
            if (failures == 0 || time.GetElapsedTime(lastFailure) < QuietTime)
            {
                return;
            }

            count = failures;
            elapsed = time.GetElapsedTime(firstFailure);
            failures = 0;
        }

        LogEnd(end, elapsed.TotalSeconds, count);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Begin}: {Reason}")]
    private partial void LogBegin(string begin, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{End}, after {Seconds:0} s and {Count} failures.")]
    private partial void LogEnd(string end, double seconds, long count);
}
