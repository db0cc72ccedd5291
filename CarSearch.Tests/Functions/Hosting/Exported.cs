using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>What the exporters of a host would be given, behind all its processors.</summary>
internal sealed class Exported
{
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ConcurrentQueue<string> logs = [];
    private readonly ConcurrentDictionary<string, double> metrics = [];

    /// <summary>The spans, in the order in which they ended.</summary>
    public IReadOnlyCollection<Activity> Spans => spans;

    /// <summary>Each log record, with all that is in it.</summary>
    public IReadOnlyCollection<string> Logs => logs;

    /// <summary>The last value of each metric, by its name and attributes; of a histogram, the count.</summary>
    public IReadOnlyDictionary<string, double> Metrics => metrics;

    public BaseExporter<Activity> OfSpans => new Exporter<Activity>(spans.Enqueue);

    public BaseExporter<LogRecord> OfLogs => new Exporter<LogRecord>(Add);

    public BaseExporter<Metric> OfMetrics => new Exporter<Metric>(Add);

    private void Add(LogRecord record) => logs.Enqueue(string.Join('\n', (object?[])
    [
        record.CategoryName,
        record.FormattedMessage,
        record.Body,
        record.Exception,
        .. record.Attributes?.Select(one => $"{one.Key}={one.Value}") ?? [],
    ]));

    private void Add(Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var name = metric.Name;
            foreach (var (key, value) in point.Tags)
            {
                name += string.Create(CultureInfo.InvariantCulture, $" {key}={value}");
            }

            metrics[name] = metric.MetricType switch
            {
                MetricType.Histogram => point.GetHistogramCount(),
                MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
                _ => double.NaN,
            };
        }
    }

    private sealed class Exporter<T>(Action<T> add) : BaseExporter<T>
        where T : class
    {
        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var one in batch)
            {
                add(one);
            }

            return ExportResult.Success;
        }
    }
}
