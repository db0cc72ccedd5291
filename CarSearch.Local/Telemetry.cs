using System.Diagnostics;
using CarSearch.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CarSearch.Local;

/// <summary>Exports traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and adds nothing otherwise.</summary>
/// <remarks>The exporter and the resource read the other OTEL_ variables of the specification themselves.</remarks>
internal sealed class Telemetry(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the export when it is configured.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Endpoint]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("carsearch").AddEnvironmentVariableDetector())
            .WithTracing(builder => builder
                .AddAspNetCoreInstrumentation(requests => requests.EnrichWithHttpResponse = RemoveAddress)
                .AddCarSearchInstrumentation()
                .AddOtlpExporter())
            .WithMetrics(builder => builder
                .AddAspNetCoreInstrumentation()
                .AddCarSearchInstrumentation()
                .AddOtlpExporter());
        services.AddHostedService<Telemetry>();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A collector that does not answer must not hold up the end of the process.
        const int Milliseconds = 1000;
        return Task.WhenAll(
            Task.Run(() => traces.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => metrics.Shutdown(Milliseconds), CancellationToken.None));
    }

    /// <summary>Replaces the path by its route, and removes the query: tokens and keys stand in them, in whatever spelling.</summary>
    private static void RemoveAddress(Activity activity, HttpResponse response)
    {
        activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        activity.SetTag("url.query", null);
    }
}
