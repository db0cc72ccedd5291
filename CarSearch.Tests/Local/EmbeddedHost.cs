using CarSearch.Local;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Local;

/// <summary>Runs the contract tests against the embedded host.</summary>
public sealed class EmbeddedHost : IContractHost
{
    private readonly CarSearchApplication application;

    private EmbeddedHost(HostSetup setup)
    {
        application = new([.. setup.Suppliers]);
        foreach (var (name, value) in setup.Settings)
        {
            application.With(name, value);
        }

        application.With(services => services
            .AddSingleton(provider => Ports.Around(provider.GetRequiredService<SqliteSearchStore>()))
            .AddSingleton(provider => Ports.Around((ISearchOrchestrator)provider.GetRequiredService<SearchDispatcher>())));
        using var client = application.Client();
        Address = client.BaseAddress!;
    }

    public Uri Address { get; }

    public SteppingTimeProvider Time => application.Time;

    public PortFaults Ports { get; } = new();

    public LogLines Log => application.Log;

    public static IContractHost Start(HostSetup setup) => new EmbeddedHost(setup);

    public void Dispose() => application.Dispose();
}
