using CarSearch.Hosting;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration.Memory;

namespace CarSearch.Sandbox;

/// <summary>
/// Suppliers in a box: the simulated fleet, speaking OpenTravel over HTTP, with faults on demand. For whoever develops against suppliers; it stores nothing,
/// asks for no key, and serves this machine alone.
/// </summary>
internal static class SandboxHost
{
    /// <summary>Where it listens unless told.</summary>
    public const string DefaultAddress = "http://localhost:7072";

    /// <summary>Puts it together.</summary>
    /// <param name="arguments">Those of the program.</param>
    /// <param name="change">What a test changes.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(string[] arguments, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. arguments]);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new($"{CarSearchOptions.Section}:Simulated:FaultRate", "0"), new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")],
        });
        ListenAddresses.UseDefault(builder, DefaultAddress);
        builder.UseServerDefaults();

        // With so small a buffer a flush waits until the socket has taken all: what a fault sends before it breaks the connection is not thrown away with it.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 1);
        builder.Services.AddCarSearch();
        builder.Services.AddSimulatedSuppliers();
        builder.Services.AddSingleton<SandboxGuide>();
        builder.Services.AddSingleton<SandboxEndpoints>();
        builder.Services.AddSingleton<FlakySearches>();
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = ["application/xml", "text/xml", "application/soap+xml"]);
        change?.Invoke(builder.Services);

        var app = builder.Build();
        CheckSettings(app.Configuration);
        ListenAddresses.Validate(app.Configuration, address => $"The supplier sandbox serves this machine alone, but \"{address}\" can be reached from others. Listen on localhost.");
        _ = app.Services.GetRequiredService<SupplierSet>();
        app.UseResponseCompression();
        app.Services.GetRequiredService<SandboxEndpoints>().Map(app);
        return app;
    }

    private static void CheckSettings(IConfiguration configuration)
    {
        if (configuration.GetSection(CarSearchOptions.Section).GetChildren().FirstOrDefault(setting => !setting.Key.Equals("Simulated", StringComparison.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new InvalidOperationException($"{unknown.Path} is not a setting of the supplier sandbox; known are those of {CarSearchOptions.Section}:Simulated, and urls.");
        }
    }
}
