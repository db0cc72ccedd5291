using CarSearch;
using CarSearch.Hosting;
using CarSearch.Local;
using CarSearch.OpenTravel;
using CarSearch.Places;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Options;

try
{
    // Settings are read once. Watching their folder would wake a thread for every write to a database that lies in it.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    ListenAddresses.UseDefault(builder);
    builder.ConfigureServer();
    builder.Services.AddCarSearch(LocalOptions.Names);
    builder.Services.AddSimulatedSuppliers();
    builder.Services.AddOpenTravelSuppliers();
    builder.Services.AddLocalHost();
    AccessKeyHandler.AddTo(builder.Services, builder.Configuration);

    var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.CheckListenAddresses();
    app.UseProblemsForUnmatchedRoutes();
    app.UseRouting();
    app.UseAccessKeys();
    app.MapCarSearch();
    var dispatcher = app.Services.GetRequiredService<SearchDispatcher>();
    app.Lifetime.ApplicationStopping.Register(() => _ = dispatcher.StopAsync(default));

    // Names are made ready while nobody waits for them.
    app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() => app.Services.GetRequiredService<PlaceCatalog>().Resolve("London, GB")));
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartFaults.Sentence(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync($"CarSearch can't start: {sentence}");
    return 1;
}
