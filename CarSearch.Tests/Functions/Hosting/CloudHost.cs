using Azure.Storage.Blobs;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>The cloud host under contract: its functions over HTTP, its records on Azurite, its orchestrations in this process.</summary>
public sealed class CloudHost : IContractHost
{
    private readonly CancellationTokenSource stopping = new();
    private readonly WebApplication application;

    private CloudHost(HostSetup setup)
    {
        var settings = setup.Settings.ToDictionary(setting => $"CarSearch:{setting.Key}", string? (setting) => setting.Value);
        var builder = CloudApplications.NewBuilder(settings, Azurite.ConnectionString, Time, Log, setup.Suppliers);
        builder.Services.ConfigureAll<BlobClientOptions>(client => client.Transport = Wire.Transport);
        builder.Services.AddSingleton(
            provider => provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(Azurite.NewName()));

        // What a caller sees of a search is the same however rarely its progress is written; how rarely, other tests say.
        builder.Services.AddSingleton(ProgressPolicy.EveryResponse);
        builder.Services.AddSingleton(provider => new SearchPorts(
            Ports.Around(provider.GetRequiredService<ISearchStore>()),
            client => Ports.Around(ActivatorUtilities.CreateInstance<DurableSearchOrchestrator>(provider, client))));

        application = builder.Build();
        application.UseRouting();
        application.MapFunctions(new InMemoryDurable(
            () => ActivatorUtilities.CreateInstance<SearchActivities>(application.Services), Time, stopping.Token).CreateClient());
        application.Start();
        Address = new(application.Urls.Single() + "/");
    }

    public Uri Address { get; }

    public SteppingTimeProvider Time { get; } = new(TestSearches.Start);

    public PortFaults Ports { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>What passes between the host and its storage.</summary>
    internal BlobWire Wire { get; } = new();

    public static IContractHost Start(HostSetup setup) => new CloudHost(setup);

    public void Dispose()
    {
        stopping.Cancel();
        application.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
        stopping.Dispose();
        Wire.Dispose();
    }
}
