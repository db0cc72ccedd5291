using System.Diagnostics;
using CarSearch.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CarSearch.Local;

/// <summary>Exports traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
/// <remarks>The exporter and the resource read the other OTEL_ variables of the specification themselves.</remarks>
internal sealed class Telemetry(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the export if it is configured.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("carsearch").AddEnvironmentVariableDetector())
            .WithTracing(builder => builder
                .AddAspNetCoreInstrumentation(requests => requests.EnrichWithHttpResponse = RemoveUrl)
                .AddCarSearchInstrumentation()
                .AddOtlpExporter())
            .WithMetrics(builder => builder
                .AddAspNetCoreInstrumentation()
                .AddCarSearchInstrumentation()
                .AddOtlpExporter());
        services.AddHostedService<Telemetry>();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // An unresponsive collector must not delay the shutdown.
        const int TimeoutMilliseconds = 1000;
        return Task.WhenAll(
            Task.Run(() => traces.Shutdown(TimeoutMilliseconds), CancellationToken.None),
            Task.Run(() => metrics.Shutdown(TimeoutMilliseconds), CancellationToken.None));
    }

    /// <summary>Replaces the path by its route and removes the query, since they can contain tokens and keys in any encoding.</summary>
    private static void RemoveUrl(Activity activity, HttpResponse response)
    {
        activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        activity.SetTag("url.query", null);
    }
}
