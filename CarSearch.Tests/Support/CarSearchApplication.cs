using CarSearch.Local;
using CarSearch.Local.Storage;
using CarSearch.Suppliers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Support;

/// <summary>
/// The embedded host in this process, over real HTTP, with a fake clock and scripted suppliers.
/// </summary>
internal sealed class CarSearchApplication : WebApplicationFactory<LocalOptions>
{
    private readonly Dictionary<string, string> settings = [];
    private readonly List<Action<IServiceCollection>> changes = [];
    private readonly DisposalSignal disposal = new();

    public CarSearchApplication(params ScriptedSupplier[] suppliers)
        : this(null, suppliers)
    {
    }

    public CarSearchApplication(TempFolder? folder, params ScriptedSupplier[] suppliers)
    {
        Folder = folder ?? new();
        OwnsFolder = folder is null;
        Suppliers = suppliers;
        ClientOptions.AllowAutoRedirect = false;
        ClientOptions.HandleCookies = false;
        UseKestrel(0);
    }

    public SteppingTimeProvider Time { get; init; } = new(TestSearches.Start);

    public ScriptedSupplier[] Suppliers { get; }

    public TempFolder Folder { get; }

    public LogLines Log { get; } = new();

    private bool OwnsFolder { get; }

    /// <summary>Sets <c>CarSearch:name</c>. Must precede the first client.</summary>
    public CarSearchApplication With(string name, string value) => WithSetting($"CarSearch:{name}", value);

    /// <summary>Sets a setting. Must precede the first client.</summary>
    public CarSearchApplication WithSetting(string path, string value)
    {
        settings[path] = value;
        return this;
    }

    /// <summary>Changes the services of the host. Must precede the first client.</summary>
    public CarSearchApplication With(Action<IServiceCollection> change)
    {
        changes.Add(change);
        return this;
    }

    /// <summary>Creates a client over a real connection.</summary>
    public HttpClient Client()
    {
        var client = CreateClient();

        // The factory may have read the address before the server was bound to a port.
        var started = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted;
        Assert.True(started.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)), $"The host has not started: {string.Join('\n', Log.All)}");
        var server = Services.GetRequiredService<IServer>();
        client.BaseAddress = new(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("CarSearch:Database", Folder.Database);
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            ReportDisposal(services);
            foreach (var supplier in Suppliers)
            {
                services.AddSingleton<ISupplier>(supplier);
            }

            changes.ForEach(change => change(services));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
        {
            return;
        }

        // The thread of the program disposes the services too. If it begins first, the factory does not wait for it.
        disposal.Wait();
        if (OwnsFolder)
        {
            Folder.Dispose();
        }
    }

    /// <summary>Services are disposed in reverse order of creation, so the signal is created before the database.</summary>
    private void ReportDisposal(IServiceCollection services)
    {
        var database = services.Single(service => service.ServiceType == typeof(DatabaseFile));
        services.Remove(database);
        services.AddSingleton(_ => disposal.Begin());
        services.AddSingleton(provider =>
        {
            provider.GetRequiredService<DisposalSignal>();
            return (DatabaseFile)database.ImplementationFactory!(provider);
        });
    }

    /// <summary>Signals that the services, and with them the lock of the database, have been disposed.</summary>
    private sealed class DisposalSignal : IDisposable
    {
        private readonly ManualResetEventSlim signal = new(initialState: true);

        public DisposalSignal Begin()
        {
            signal.Reset();
            return this;
        }

        public void Wait() => Assert.True(signal.Wait(TimeSpan.FromSeconds(30)), "The services of the host have not been disposed.");

        public void Dispose() => signal.Set();
    }
}
