using System.Diagnostics;
using CarSearch.Searches;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Hosting;

/// <summary>Adds the traces and metrics that every host exports.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Adds the spans of searches and of the HTTP requests to suppliers, and redacts all spans. Processors run in the order in which they
    /// are added, so exporters must be added afterwards.
    /// </summary>
    public static TracerProviderBuilder AddCarSearchInstrumentation(this TracerProviderBuilder traces) => traces
        .AddSource(SearchTelemetry.Name)
        .AddHttpClientInstrumentation(http =>
            http.FilterHttpRequestMessage = static _ => Activity.Current?.Parent?.Source.Name == SearchTelemetry.Name)
        .AddProcessor(new RedactingSpanProcessor());

    /// <summary>Adds the metrics of searches, of HTTP clients and of the runtime.</summary>
    public static MeterProviderBuilder AddCarSearchInstrumentation(this MeterProviderBuilder metrics) => metrics
        .AddMeter(SearchTelemetry.Name, "System.Runtime")
        .AddHttpClientInstrumentation();
}
