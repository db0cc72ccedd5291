using CarSearch.Suppliers;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Tests.Local;

/// <summary>Verifies what the embedded host exports through the OpenTelemetry SDK.</summary>
public sealed class TelemetryExportTests
{
    private const string Key = "key-of-the-app-31415926";
    private const string SupplierKey = "key-of-the-supplier-27182818";

    [Fact]
    public async Task Requests_searches_and_supplier_calls_are_exported_without_secrets()
    {
        using var otlp = new OtlpReceiver();
        var supplier = new ScriptedSupplier("Alpha").Answers(async _ =>
        {
            using var http = new HttpClient();
            using var rates = await http.GetAsync(new Uri($"{otlp.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"]}/rates?key={SupplierKey}"));
            return new SupplierResponse([TestOffers.Offer("A1")]);
        });
        string token;
        using (var app = new CarSearchApplication(supplier).With("Keys:app", Key))
        {
            foreach (var (name, value) in otlp.Settings)
            {
                app.WithSetting(name, value!);
            }

            using var client = app.Client();
            client.DefaultRequestHeaders.Add("x-functions-key", Key);
            token = await client.StartAndEndAsync();
            var upper = token.ToUpperInvariant();
            foreach (var path in new[] { $"searches/{token}?", $"searches/{upper}?", $"searches?User={token}&", $"none/{upper}?" })
            {
                using var response = await client.GetAsync($"/api/{path}code={Key}");
            }

            Assert.True(app.Services.GetRequiredService<TracerProvider>().ForceFlush());
            Assert.True(app.Services.GetRequiredService<MeterProvider>().ForceFlush());
        }

        var (traces, metrics) = (otlp.All("traces"), otlp.All("metrics"));
        Assert.All(
            ["POST /api/searches", "GET /api/searches/{token}", "RunSearch", "CallSupplier", "/rates", "carsearch"],
            text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.All(
            ["http.server.request.duration", "http.client.request.duration", "carsearch.searches.ended"],
            text => Assert.Contains(text, metrics, StringComparison.Ordinal));
        Assert.All(
            [token, Key, SupplierKey],
            secret => Assert.DoesNotContain(secret, traces + metrics, StringComparison.OrdinalIgnoreCase));
    }
}
