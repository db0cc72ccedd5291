using CarSearch.Functions.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>The cloud host on a Durable client and blobs that a test controls. It listens once its HTTP client is first used.</summary>
internal sealed class DurableHost : IDisposable
{
    private readonly WebApplication application;
    private readonly DurableTaskClient durable;
    private HttpClient? client;

    public DurableHost(params ISupplier[] suppliers)
        : this(DurableClients.New(), suppliers)
    {
    }

    public DurableHost(DurableTaskClient durable, params ISupplier[] suppliers)
        : this(durable, new Dictionary<string, string?>(), static _ => { }, suppliers)
    {
    }

    public DurableHost(
        DurableTaskClient durable,
        IReadOnlyDictionary<string, string?> settings,
        Action<WebApplicationBuilder> configure,
        params ISupplier[] suppliers)
    {
        this.durable = durable;
        var builder = CloudApplications.NewBuilder(settings, MemoryBlobs.ConnectionString, Time, Log, suppliers);
        builder.Services.AddSingleton(Blobs.Container);
        configure(builder);
        application = builder.Build();
    }

    public ObservableTimeProvider Time { get; } = new();

    public MemoryBlobs Blobs { get; } = new();

    public LogLines Log { get; } = new();

    public IServiceProvider Services => application.Services;

    /// <summary>A client that holds every answer against the description of the API.</summary>
    public HttpClient Client => client ??= Start();

    /// <summary>The port to the orchestrations, as a trigger's client makes it.</summary>
    public DurableSearchOrchestrator Orchestrator => ActivatorUtilities.CreateInstance<DurableSearchOrchestrator>(Services, durable);

    /// <summary>The activities, as the Functions worker makes them.</summary>
    public SearchActivities Activities => ActivatorUtilities.CreateInstance<SearchActivities>(Services);

    public void Dispose()
    {
        client?.Dispose();
        application.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
    }

    private HttpClient Start()
    {
        application.UseRouting();
        application.MapFunctions(durable);
        application.Start();
        return new(new ResponseCheckHandler()) { BaseAddress = new(application.Urls.Single() + "/") };
    }
}
