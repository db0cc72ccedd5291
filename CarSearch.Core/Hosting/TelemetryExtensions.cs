using System.Diagnostics;
using CarSearch.Searches;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Hosting;

/// <summary>Adds the traces and metrics that every host exports.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Adds the spans of searches and of the HTTP requests to their suppliers, and takes secrets out of all spans. Processors run in the
    /// order in which they are added: exporters come after this.
    /// </summary>
    /// <param name="traces">The host's traces.</param>
    public static TracerProviderBuilder AddCarSearchInstrumentation(this TracerProviderBuilder traces) => traces
        .AddSource(SearchTelemetry.Name)
        .AddHttpClientInstrumentation(http =>
            http.FilterHttpRequestMessage = static _ => Activity.Current?.Parent?.Source == SearchTelemetry.Source)
        .AddProcessor(new SpanRedaction());

    /// <summary>Adds the metrics of searches, of HTTP clients and of the runtime.</summary>
    /// <param name="metrics">The host's metrics.</param>
    public static MeterProviderBuilder AddCarSearchInstrumentation(this MeterProviderBuilder metrics) => metrics
        .AddMeter(SearchTelemetry.Name, "System.Runtime")
        .AddHttpClientInstrumentation();
}
