using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>Takes what is exported by OTLP, and keeps it as it came: in Protocol Buffers, text stands as it is.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<(string Kind, string Content)> received = [];

    public OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        application = builder.Build();
        application.UseRouting();
        application.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using var content = new MemoryStream();
            await request.Body.CopyToAsync(content);
            received.Enqueue((kind, Encoding.Latin1.GetString(content.ToArray())));
            return Results.Bytes([], "application/x-protobuf");
        });
        application.Start();
    }

    /// <summary>The settings that make a host export to here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = application.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    /// <summary>All that came of a kind: traces, metrics or logs.</summary>
    public string All(string kind) => string.Concat(received.Where(one => one.Kind == kind).Select(one => one.Content));

    public void Dispose()
    {
        application.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
    }
}
