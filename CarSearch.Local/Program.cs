using System.Runtime.InteropServices;
using CarSearch;
using CarSearch.Hosting;
using CarSearch.Local;
using CarSearch.Local.Storage;
using CarSearch.OpenTravel;
using CarSearch.Places;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Options;

try
{
    var loading = Warmup.LoadAsync();

    // Settings are not reloaded. A file watcher would wake a thread for every write to a database in the same folder.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    ListenAddresses.UseDefault(builder);
    builder.UseServerDefaults();
    Telemetry.AddTo(builder.Services, builder.Configuration);
    builder.Services.AddCarSearch(LocalOptions.Names);
    builder.Services.AddSimulatedSuppliers();
    builder.Services.AddOpenTravelSuppliers();
    builder.Services.AddLocalHost();
    AccessKeyHandler.AddTo(builder.Services, builder.Configuration);

    var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.UseStatusCodePages(Endpoints.WriteProblemAsync);
    app.UseRouting();
    app.UseAccessKeys();
    var store = app.Services.GetRequiredService<SqliteSearchStore>();
    var warmup = Task.Run(() => Warmup.UseAsync(store));
    app.MapCarSearch();
    await Task.WhenAll(loading, warmup);
    var dispatcher = app.Services.GetRequiredService<SearchDispatcher>();
    app.Lifetime.ApplicationStopping.Register(() => _ = dispatcher.StopAsync(default));

    // Warms the place index and loads the tools for assistants after startup.
    var places = app.Services.GetRequiredService<PlaceCatalog>();
    app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() =>
    {
        places.Resolve("London, GB");
        Warmup.LoadTools();
    }));
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, ShutdownLimit.OnSignal);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, ShutdownLimit.OnSignal);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupErrors.TryDescribe(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"CarSearch can't start: {message}");
    return 1;
}
