using Azure.Monitor.OpenTelemetry.Exporter;
using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Functions;

/// <summary>
/// Exports traces, metrics and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, to Application Insights when
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is, and is not there otherwise. Secrets are taken out of all of it.
/// </summary>
internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Adds the exports that are configured.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        var hasOtlp = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        var insights = configuration[ApplicationInsights];
        var hasInsights = !string.IsNullOrEmpty(insights);
        if (!hasOtlp && !hasInsights)
        {
            return;
        }

        // Processors come in the order in which they were added: the redaction before every exporter.
        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces =>
            {
                traces.AddSource(SearchTelemetry.Name).AddProcessor(new SpanRedaction());
                _ = hasOtlp ? traces.AddOtlpExporter() : traces;
                _ = hasInsights ? traces.AddAzureMonitorTraceExporter(monitor => monitor.ConnectionString = insights) : traces;
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(SearchTelemetry.Name, "System.Runtime");
                _ = hasOtlp ? metrics.AddOtlpExporter() : metrics;
                _ = hasInsights ? metrics.AddAzureMonitorMetricExporter(monitor => monitor.ConnectionString = insights) : metrics;
            })
            .WithLogging(logs =>
            {
                logs.AddProcessor(new LogRedaction());
                _ = hasOtlp ? logs.AddOtlpExporter() : logs;
                _ = hasInsights ? logs.AddAzureMonitorLogExporter(monitor => monitor.ConnectionString = insights) : logs;
            });
    }
}
