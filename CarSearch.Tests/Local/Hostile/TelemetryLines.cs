using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CarSearch.Tests.Local.Hostile;

/// <summary>Records the activities and metrics of all sources in this process except HTTP clients.</summary>
internal sealed class TelemetryLines : IDisposable
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ActivityListener activities;
    private readonly MeterListener meters = new();

    public TelemetryLines()
    {
        activities = new()
        {
            // The client of the test records its own URLs.
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Record,
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Record(instrument, tags));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Record(instrument, tags));
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Record(instrument, tags));
        meters.Start();
    }

    public IReadOnlyCollection<string> All => lines;

    public void Dispose()
    {
        activities.Dispose();
        meters.Dispose();
    }

    private void Record(Activity activity)
    {
        lines.Enqueue($"activity {activity.Source.Name}: {activity.OperationName} | {activity.DisplayName} | {activity.StatusDescription}");
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(one => one.Tags)))
        {
            lines.Enqueue($"activity {activity.DisplayName}: {name}={value}");
        }

        foreach (var (name, value) in activity.Baggage)
        {
            lines.Enqueue($"baggage {name}={value}");
        }
    }

    private void Record(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            lines.Enqueue($"metric {instrument.Meter.Name} {instrument.Name}: {name}={value}");
        }
    }
}
