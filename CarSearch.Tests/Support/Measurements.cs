using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CarSearch.Tests.Support;

/// <summary>All that the instruments of one meter factory report: name, value, tags.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Text)> all = [];

    public Measurements(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                me.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    public IEnumerable<string> All => all.Select(one => one.Text);

    public double Sum(string name) => all.Where(one => one.Name == name).Sum(one => one.Value);

    public string[] Of(string name) => [.. all.Where(one => one.Name == name).Select(one => one.Text)];

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
        all.Enqueue((instrument.Name, value, FormattableString.Invariant($"{instrument.Name} {value}{text}")));
    }
}
