using CarSearch.Searches;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CarSearch.Local;

/// <summary>
/// Exports CarSearch's traces and metrics by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and is not there otherwise.
/// ASP.NET Core's own traces are left out: they carry addresses, and with them tokens and keys.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <summary>Adds the export, if it is configured.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(configuration[Endpoint]))
        {
            services.AddHostedService<Telemetry>();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The exporter and the resource read the other OTEL_ variables of the specification by themselves.
        var resource = ResourceBuilder.CreateDefault().AddService("carsearch").AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(SearchTelemetry.Name).AddOtlpExporter().Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(SearchTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A collector that does not answer must not hold up the end of the process.
        const int Milliseconds = 1000;
        return Task.WhenAll(
            Task.Run(() => traces?.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => metrics?.Shutdown(Milliseconds), CancellationToken.None));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }
}
