using Azure.Monitor.OpenTelemetry.Exporter;
using CarSearch.Hosting;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Functions;

/// <summary>
/// Exports traces, metrics and logs by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, to Application Insights when
/// <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is (by identity, when <c>APPLICATIONINSIGHTS_AUTHENTICATION_STRING</c> is too). Secrets
/// are redacted. When neither is set, logs are written to the standard output, from where the Functions host takes them as category
/// <c>Host.Function.Console</c>.
/// </summary>
internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ApplicationInsights = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        var hasOtlp = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        var hasInsights = !string.IsNullOrEmpty(configuration[ApplicationInsights]);
        if (!hasOtlp && !hasInsights)
        {
            services.AddLogging(logging => logging
                .AddConsole(console => console.FormatterName = RedactingConsoleFormatter.FormatterName)
                .AddConsoleFormatter<RedactingConsoleFormatter, ConsoleFormatterOptions>());
            return;
        }

        var insights = ToInsights(configuration);

        // Processors come in the order in which they were added: the redaction before every exporter.
        services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(traces =>
            {
                traces.AddCarSearchInstrumentation();
                _ = hasOtlp ? traces.AddOtlpExporter() : traces;
                _ = hasInsights ? traces.AddAzureMonitorTraceExporter(insights) : traces;
            })
            .WithMetrics(metrics =>
            {
                metrics.AddCarSearchInstrumentation();
                _ = hasOtlp ? metrics.AddOtlpExporter() : metrics;
                _ = hasInsights ? metrics.AddAzureMonitorMetricExporter(insights) : metrics;
            })
            .WithLogging(logs =>
            {
                logs.AddProcessor(new LogRedaction());
                _ = hasOtlp ? logs.AddOtlpExporter() : logs;
                _ = hasInsights ? logs.AddAzureMonitorLogExporter(insights) : logs;
            });
    }

    /// <summary>Returns the configuration of the exporters to Application Insights.</summary>
    /// <exception cref="InvalidOperationException">The identity's setting can't be used; the message names it.</exception>
    internal static Action<AzureMonitorExporterOptions> ToInsights(IConfiguration configuration)
    {
        var credential = InsightsCredential.Create(configuration[InsightsCredential.Setting]);
        return exporter =>
        {
            exporter.ConnectionString = configuration[ApplicationInsights];
            exporter.Credential = credential;
        };
    }
}
