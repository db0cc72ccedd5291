using CarSearch.Hosting;
using CarSearch.Sandbox;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

try
{
    var app = SandboxHost.Build(args);
    app.Lifetime.ApplicationStarted.Register(() =>
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.Out.WriteLine($"Suppliers and faults: {address}\n");
        Console.Out.WriteLine(app.Services.GetRequiredService<SandboxGuide>().FormatConfiguration(address));
    });
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (StartupErrors.TryDescribe(exception) is { } message)
{
    await Console.Error.WriteLineAsync($"The supplier sandbox can't start: {message}");
    return 1;
}
