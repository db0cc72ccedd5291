using System.Net;
using CarSearch.Sandbox;
using CarSearch.Suppliers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Support;

/// <summary>The supplier sandbox in this process, on a port of its own: suppliers that answer at once, over real HTTP.</summary>
public sealed class SupplierSandbox : IAsyncDisposable
{
    private readonly WebApplication app;

    private SupplierSandbox(WebApplication app, LogLines log)
    {
        (this.app, Log) = (app, log);
        Root = new(app.Urls.First());
        Suppliers = app.Services.GetRequiredService<SupplierSet>();

        // What is on the wire: nothing is decompressed or followed here.
        Client = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false }) { BaseAddress = Root };
    }

    public Uri Root { get; }

    /// <summary>Those it speaks for.</summary>
    public SupplierSet Suppliers { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    /// <summary>Starts it with the simulated fleet.</summary>
    /// <param name="settings">Arguments, such as <c>--CarSearch:Simulated:FaultRate=1</c>.</param>
    public static Task<SupplierSandbox> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, [], settings);

    /// <summary>Starts it with another supplier instead of the simulated fleet.</summary>
    public static Task<SupplierSandbox> StartAsync(ISupplier supplier) => StartAsync(TimeProvider.System, [supplier]);

    /// <summary>Starts it with other suppliers, if there are any, and on another clock.</summary>
    public static async Task<SupplierSandbox> StartAsync(TimeProvider time, ISupplier[] suppliers, params string[] settings)
    {
        var log = new LogLines();
        var app = SandboxHost.Build(["--urls=http://127.0.0.1:0", "--CarSearch:Simulated:LatencyScale=0", .. settings], services =>
        {
            services.AddSingleton(time);
            services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
            foreach (var supplier in suppliers)
            {
                services.AddSingleton(supplier);
            }
        });
        await app.StartAsync();
        return new(app, log);
    }

    /// <summary>Where a supplier is asked.</summary>
    /// <param name="supplier">Its name.</param>
    /// <param name="fault">What goes wrong, with its parameters: <c>slow&amp;seconds=5</c>.</param>
    public Uri Address(string supplier, string? fault = null) => new(Root, $"/ota/{supplier}{(fault is null ? "" : $"?fault={fault}")}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
