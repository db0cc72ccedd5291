using System.Net.Sockets;
using CarSearch;
using CarSearch.Local;
using CarSearch.Places;
using Microsoft.Extensions.Options;

try
{
    // Settings are read once. Watching their folder would wake a thread for every write to a database that lies in it.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    ListenAddresses.UseDefault(builder);
    builder.ConfigureServer();
    builder.Services.AddCarSearch(LocalOptions.Names);
    builder.Services.AddLocalHost();

    var app = builder.Build();
    ListenAddresses.Check(app.Configuration, app.Services.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0);
    app.UseProblemsForUnmatchedRoutes();
    app.UseRouting();
    app.UseMiddleware<AccessKeys>();
    app.MapCarSearch();
    var dispatcher = app.Services.GetRequiredService<SearchDispatcher>();
    app.Lifetime.ApplicationStopping.Register(() => _ = dispatcher.StopAsync(default));

    // Names are made ready while nobody waits for them.
    app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() => app.Services.GetRequiredService<PlaceCatalog>().Resolve("London, GB")));
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is InvalidOperationException or OptionsValidationException or ArgumentException or FormatException
    or IOException or UnauthorizedAccessException or SocketException)
{
    // A wrong setting, a database in use, a port in use, an address that is not of this machine: a sentence, not a stack.
    await Console.Error.WriteLineAsync($"CarSearch can't start: {exception.Message}");
    return 1;
}
