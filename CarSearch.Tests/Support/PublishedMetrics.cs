using System.Diagnostics.Metrics;
using CarSearch.Searches;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Support;

/// <summary>The metrics that the application publishes.</summary>
internal static class PublishedMetrics
{
    /// <summary>Gets the names of all instruments.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
            var meters = services.GetRequiredService<IMeterFactory>();
            using var listener = new MeterListener
            {
                InstrumentPublished = (instrument, _) =>
                {
                    if (instrument.Meter.Scope == meters)
                    {
                        names.Add(instrument.Name);
                    }
                },
            };
            listener.Start();
            _ = new SearchTelemetry(meters);
            return names;
        }
    }
}
