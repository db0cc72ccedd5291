using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using CarSearch.Functions;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CarSearch.Tests.Functions;

/// <summary>What is exported, by the real SDK. It hears the whole process, other tests' searches included.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Key = "key-of-the-app-31415926==";
    private const string IdempotencyKey = "idempotency-16180339";

    private readonly CancellationTokenSource stopping = new();
    private readonly OtlpReceiver otlp = new();
    private readonly Exported exported = new();
    private readonly ScriptedSupplier good = new ScriptedSupplier("Good").Answers(TestOffers.Offer("g1"), TestOffers.Offer("g2"));
    private readonly ScriptedSupplier bad = new ScriptedSupplier("Bad").Fails(new SupplierException("It is closed."));
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly DurableTaskClient client;
    private readonly DurableHost host;

    public TelemetryTests()
    {
        client = new InMemoryDurable(() => host!.Activities, new FakeTimeProvider(TestSearches.Start), stopping.Token).CreateClient();
        host = Host(client, otlp.Settings);
    }

    public void Dispose()
    {
        stopping.Cancel();
        host.Dispose();
        otlp.Dispose();
        stopping.Dispose();
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "")]
    public void Where_nothing_is_configured_nothing_is_made(string setting, string? value)
    {
        using var silent = Host(DurableClients.New(), new() { [setting] = value }, export: false);

        Assert.Null(silent.Services.GetService<TracerProvider>());
        Assert.Null(silent.Services.GetService<MeterProvider>());
        Assert.Null(silent.Services.GetService<LoggerProvider>());
        Assert.DoesNotContain(silent.Services.GetServices<ILoggerProvider>(), provider => provider is OpenTelemetryLoggerProvider);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
    [InlineData(
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:9/")]
    public void Where_either_is_configured_all_three_are_made(string setting, string value)
    {
        using var loud = Host(DurableClients.New(), new() { [setting] = value }, export: false);

        Assert.NotNull(loud.Services.GetService<TracerProvider>());
        Assert.NotNull(loud.Services.GetService<MeterProvider>());
        Assert.NotNull(loud.Services.GetService<LoggerProvider>());
    }

    [Fact]
    public async Task A_run_is_in_the_trace_of_its_function_and_its_suppliers_are_in_the_run()
    {
        Flush();
        using var worker = new ActivitySource("Microsoft.Azure.Functions.Worker");
        using (var function = worker.StartActivity("function RunSearch", ActivityKind.Server))
        {
            Assert.NotNull(function);
            await host.Activities.RunSearch(SearchInput.From(search), default);
        }

        Flush();
        var run = Assert.Single(exported.Spans, span => search.Token.Digest.Equals(span.GetTagItem("carsearch.search")));
        var invocation = Assert.Single(exported.Spans, span => span.OperationName == "function RunSearch");
        Assert.Equal((invocation.TraceId, invocation.SpanId), (run.TraceId, run.ParentSpanId));
        var calls = exported.Spans.Where(span => span.ParentSpanId == run.SpanId).ToArray();
        Assert.Equal(
            ["CallSupplier Bad Client Error", "CallSupplier Good Client Unset"],
            calls.Select(span => $"{span.OperationName} {span.GetTagItem("carsearch.supplier")} {span.Kind} {span.Status}")
                .Order(StringComparer.Ordinal));
        Assert.All(calls, span => Assert.Equal(run.TraceId, span.TraceId));
    }

    [Fact]
    public async Task Searches_and_suppliers_are_measured()
    {
        await host.Client.StartAndEndAsync();
        good.Fails(new InvalidOperationException("It is broken."));
        await host.Client.StartAndEndAsync();
        good.Waits();
        await host.Client.StartAsync();
        await good.NextAsync();
        Flush();

        Assert.Equal(3, exported.Metrics["carsearch.searches.started"]);
        Assert.Equal(1, exported.Metrics["carsearch.searches.ended carsearch.status=Succeeded"]);
        Assert.Equal(1, exported.Metrics["carsearch.searches.ended carsearch.status=Failed"]);
        Assert.Equal(1, exported.Metrics["carsearch.searches.running"]);
        Assert.Equal(1, exported.Metrics["carsearch.supplier.duration carsearch.status=Succeeded carsearch.supplier=Good"]);
        Assert.Equal(1, exported.Metrics["carsearch.supplier.duration carsearch.status=Failed carsearch.supplier=Good"]);
        Assert.True(exported.Metrics["carsearch.supplier.duration carsearch.status=Failed carsearch.supplier=Bad"] >= 2);
    }

    [Fact]
    public async Task Whatever_happens_to_a_search_no_secret_is_exported()
    {
        using var worker = new ActivitySource("Microsoft.Azure.Functions.Worker");
        host.Client.DefaultRequestHeaders.Add("x-functions-key", Key);
        using var posted = await host.Client.PostSearchAsync(idempotencyKey: IdempotencyKey);
        var token = (await posted.JsonAsync()).Text("token");
        var path = $"/api/searches/{token}";
        using (var function = worker.StartActivity("function GetSearch", ActivityKind.Server))
        {
            function!.SetTag("url.full", $"http://localhost{path}?code={Key}&wait=30");
            await host.Client.GetJsonAsync($"{path}?code={Key}&wait=30");
            await host.Client.GetJsonAsync($"/api/searches?User={token}&code={Key}");
            function.AddException(new InvalidOperationException($"No instance {token}."));
            function.SetStatus(ActivityStatusCode.Error, $"No instance {token}.");
        }

        using (var dropped = worker.StartActivity("function Dropped", ActivityKind.Server))
        {
            dropped!.AddEvent(new("note", tags: new ActivityTagsCollection { ["text"] = $"No instance {token}." }));
        }

        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test");
        var error = new InvalidOperationException($"No instance {token}, code={Key}.");
        var address = new Uri($"http://localhost{path}?code={Key}");
#pragma warning disable CA1848, CA2254 // As code logs that is not aware of secrets.
        logger.LogWarning(error, "Of {Instance} at {Address}.", token, address);
        logger.LogWarning($"No instance {token}, code={Key}.");
#pragma warning restore CA1848, CA2254
        host.Blobs.IsDown = true;
        using (var down = await host.Client.GetAsync($"{path}?code={Key}"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        }

        host.Blobs.IsDown = false;
        using var deleted = await host.Client.DeleteAsync($"{path}?code={Key}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Flush();

        var texts = exported.Spans.SelectMany(Lines).Concat(exported.Logs).Concat(exported.Metrics.Keys)
            .Concat([otlp.All("traces"), otlp.All("metrics"), otlp.All("logs")]).ToArray();
        string[] secrets = [token, Key, IdempotencyKey];
        Assert.All(secrets, secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));

        // What was redacted is there, and so is the rest.
        Assert.Contains("http://localhost/api/searches/[token]?code=[redacted]&wait=30", otlp.All("traces"), StringComparison.Ordinal);
        Assert.Contains("No instance [token].", otlp.All("traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("function Dropped", otlp.All("traces"), StringComparison.Ordinal);
        Assert.Contains("RunSearch", otlp.All("traces"), StringComparison.Ordinal);
        Assert.Contains("carsearch.searches.ended", otlp.All("metrics"), StringComparison.Ordinal);
        Assert.Contains("No instance [token], code=[redacted]", otlp.All("logs"), StringComparison.Ordinal);
        Assert.Contains("http://localhost/api/searches/[token]?code=[redacted]", otlp.All("logs"), StringComparison.Ordinal);
        Assert.Contains("could not read a record", otlp.All("logs"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(Activity span) =>
    [
        span.DisplayName,
        span.StatusDescription ?? "",
        .. span.TagObjects.Concat(span.Events.SelectMany(one => one.Tags)).Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Baggage.Select(one => $"{one.Key}={one.Value}"),
    ];

    /// <summary>The host with its own exports, and behind them ours.</summary>
    private DurableHost Host(DurableTaskClient durable, Dictionary<string, string?> settings, bool export = true) => new(
        durable,
        settings,
        builder =>
        {
            Telemetry.AddTo(builder.Services, builder.Configuration);
            if (export)
            {
                builder.Services.ConfigureOpenTelemetryTracerProvider(
                    traces => traces.AddProcessor(new SimpleActivityExportProcessor(exported.OfSpans)));
                builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
                {
                    var meters = services.GetRequiredService<IMeterFactory>();
                    metrics.AddView(instrument => instrument.Meter.Scope == meters ? null : MetricStreamConfiguration.Drop)
                        .AddReader(new BaseExportingMetricReader(exported.OfMetrics));
                });
                builder.Services.ConfigureOpenTelemetryLoggerProvider(
                    logs => logs.AddProcessor(new SimpleLogRecordExportProcessor(exported.OfLogs)));
            }
        },
        good,
        bad);

    private void Flush()
    {
        Assert.True(host.Services.GetRequiredService<TracerProvider>().ForceFlush());
        Assert.True(host.Services.GetRequiredService<MeterProvider>().ForceFlush());
        Assert.True(host.Services.GetRequiredService<LoggerProvider>().ForceFlush());
    }
}
