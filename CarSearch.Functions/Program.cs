using CarSearch;
using CarSearch.Functions;
using CarSearch.Hosting;
using CarSearch.OpenTravel;
using CarSearch.Places;
using CarSearch.Searches;
using CarSearch.Suppliers.Simulated;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Services.AddCarSearch(ResultsOptions.Names);
    builder.Services.AddSimulatedSuppliers();
    builder.Services.AddOpenTravelSuppliers();
    builder.Services.AddCloudHost();
    Telemetry.AddTo(builder.Services, builder.Configuration);

    var app = builder.Build();
    app.Services.GetRequiredService<IStartupValidator>().Validate();

    // Its suppliers are settings too: wrong ones stop the start.
    app.Services.GetRequiredService<SearchRunner>();

    // Warms the place index after startup.
    app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(
        () => _ = Task.Run(() => app.Services.GetRequiredService<PlaceCatalog>().Resolve("London, GB")));
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupErrors.TryDescribe(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"CarSearch can't start: {message}");
    return 1;
}
