using System.Net;
using CarSearch.Sandbox;
using CarSearch.Suppliers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Support;

/// <summary>The supplier sandbox in this process, over real HTTP. Its suppliers respond immediately.</summary>
public sealed class SupplierSandbox : IAsyncDisposable
{
    private readonly WebApplication app;

    private SupplierSandbox(WebApplication app, LogLines log)
    {
        (this.app, Log) = (app, log);
        Root = new(app.Urls.First());
        Suppliers = app.Services.GetRequiredService<SupplierSet>();

        // Tests read the response as sent.
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false };
        Client = new(handler) { BaseAddress = Root };
    }

    public Uri Root { get; }

    /// <summary>The simulated suppliers.</summary>
    public SupplierSet Suppliers { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    /// <summary>Starts the sandbox with the simulated fleet.</summary>
    /// <param name="settings">Arguments, such as <c>--CarSearch:Simulated:FaultRate=1</c>.</param>
    public static Task<SupplierSandbox> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, [], settings);

    /// <summary>Starts the sandbox with a supplier in place of the simulated fleet.</summary>
    public static Task<SupplierSandbox> StartAsync(ISupplier supplier) => StartAsync(TimeProvider.System, [supplier]);

    /// <summary>Starts the sandbox with a clock and, optionally, suppliers.</summary>
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

    /// <summary>Gets the address of a supplier.</summary>
    /// <param name="supplier">The name of the supplier.</param>
    /// <param name="fault">The fault to simulate, with its parameters: <c>slow&amp;seconds=5</c>.</param>
    public Uri Address(string supplier, string? fault = null) => new(Root, $"/ota/{supplier}{(fault is null ? "" : $"?fault={fault}")}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
