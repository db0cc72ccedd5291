using CarSearch.Hosting;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration.Memory;

namespace CarSearch.Sandbox;

/// <summary>
/// The supplier sandbox: the simulated fleet over HTTP and OpenTravel, with faults on demand, for development. It stores nothing, requires
/// no credentials, and listens on this machine only.
/// </summary>
internal static class SandboxHost
{
    /// <summary>Builds the host.</summary>
    /// <exception cref="InvalidOperationException">A setting is invalid. The message names it.</exception>
    public static WebApplication Build(string[] arguments, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. arguments]);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new($"{CarSearchOptions.Section}:Simulated:FaultRate", "0"),
                new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")],
        });
        ListenAddresses.UseDefault(builder, "http://localhost:7072");
        builder.UseServerDefaults();

        // With this size, a flush waits until the socket has accepted all bytes, so that a fault does not discard them when it resets the
        // connection.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 1);
        builder.Services.AddCarSearch();
        builder.Services.AddSimulatedSuppliers();
        builder.Services.AddSingleton<SandboxGuide>();
        builder.Services.AddSingleton<SandboxEndpoints>();
        builder.Services.AddSingleton<FlakySearches>();
        builder.Services.AddResponseCompression(
            compression => compression.MimeTypes = ["application/xml", "text/xml", "application/soap+xml"]);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        CheckSettings(app.Configuration);
        ListenAddresses.Validate(
            app.Configuration,
            address =>
                $"The supplier sandbox listens on this machine only, but \"{address}\" is reachable from others; expected localhost.");
        _ = app.Services.GetRequiredService<SupplierSet>();
        app.UseResponseCompression();
        app.Services.GetRequiredService<SandboxEndpoints>().Map(app);
        return app;
    }

    private static void CheckSettings(IConfiguration configuration)
    {
        var settings = configuration.GetSection(CarSearchOptions.Section).GetChildren();
        if (settings.FirstOrDefault(setting => !setting.Key.Equals("Simulated", StringComparison.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new InvalidOperationException(
                $"{unknown.Path} is not a setting of the supplier sandbox. Allowed: {CarSearchOptions.Section}:Simulated, urls.");
        }
    }
}
