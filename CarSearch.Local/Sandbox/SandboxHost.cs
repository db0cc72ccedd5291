using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration.Memory;

namespace CarSearch.Local.Sandbox;

/// <summary>
/// Suppliers in a box: the simulated fleet, speaking OpenTravel over HTTP, with faults on demand. For whoever develops against suppliers; it stores nothing,
/// asks for no key, and serves this machine alone.
/// </summary>
internal static class SandboxHost
{
    /// <summary>What starts it instead of the API.</summary>
    public const string Switch = "--supplier-sandbox";

    /// <summary>Where it listens unless told.</summary>
    public const string DefaultAddress = "http://localhost:7072";

    /// <summary>Whether the arguments ask for it.</summary>
    /// <exception cref="ArgumentException">The switch has a value.</exception>
    public static bool IsAskedFor(string[] arguments) =>
        arguments.Any(argument => argument.StartsWith($"{Switch}=", StringComparison.OrdinalIgnoreCase))
            ? throw new ArgumentException($"{Switch} takes no value.")
            : arguments.Contains(Switch, StringComparer.OrdinalIgnoreCase);

    /// <summary>Serves until the process is told to end.</summary>
    /// <param name="arguments">Those of the program.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var app = Build(arguments);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            Console.Out.WriteLine($"The suppliers and their faults: {address}\n");
            Console.Out.WriteLine(app.Services.GetRequiredService<SandboxGuide>().Configuration(address));
        });
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>Puts it together.</summary>
    /// <param name="arguments">Those of the program.</param>
    /// <param name="change">What a test changes.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static WebApplication Build(string[] arguments, Action<IServiceCollection>? change = null)
    {
        // The switch goes first: the reader of arguments would take the next one for its value.
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. arguments.Where(argument => !argument.Equals(Switch, StringComparison.OrdinalIgnoreCase))]);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [new($"{CarSearchOptions.Section}:Simulated:FaultRate", "0")] });
        ListenAddresses.UseDefault(builder, DefaultAddress);
        builder.ConfigureServer();

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
        ListenAddresses.Check(app.Configuration, address => $"The supplier sandbox serves this machine alone, but \"{address}\" can be reached from others. Listen on localhost.");
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
