using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Searches;
using CarSearch.Functions.Load;
using CarSearch.Functions.Storage;
using CarSearch.Hosting;
using CarSearch.Mcp;
using CarSearch.Searches;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Functions;

/// <summary>Registers the services of the cloud host.</summary>
internal static class CloudServices
{
    /// <summary>Categories that log instance ids, which are tokens, and addresses of blobs, which hold them.</summary>
    private static readonly (string Category, LogLevel Least)[] Quiet =
    [
        ("Microsoft.DurableTask", LogLevel.Warning),
        ("Azure.Core", LogLevel.Error),
        ("Azure.Storage", LogLevel.Error),
    ];

    /// <summary>The logger provider that forwards log lines to the Functions host.</summary>
    internal const string ForwardingProvider = "Microsoft.Azure.Functions.Worker.Logging.WorkerLoggerProvider";

    private const string WaitingSetting = $"{CarSearchOptions.Section}:{nameof(CarSearchOptions.MaxWaiting)}";

    /// <summary>
    /// The default maximum number of waiting GETs. It is below <c>maxConcurrentRequests</c> of host.json, since the Functions host queues
    /// further requests: a POST or a health check would wait until waiting GETs end.
    /// </summary>
    internal const int MaxWaiting = 800;

    /// <summary>The maximum number of retries of a run's call of its store.</summary>
    internal const int MaxStoreRetries = 28;

    /// <summary>Gets the maximum delay before such a retry.</summary>
    internal static TimeSpan MaxStoreRetryDelay { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Adds the two ports of CarSearch.Core, on Durable Functions and Blob Storage.</summary>
    public static IServiceCollection AddCloudHost(this IServiceCollection services)
    {
        services.AddOptions<ResultsOptions>().Configure<IConfiguration>(ResultsOptions.Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ResultsOptions>, ResultsOptionsValidator>();
        services.AddOptions<CarSearchOptions>().Configure<IConfiguration>((options, configuration) =>
            options.MaxWaiting = string.IsNullOrEmpty(configuration[WaitingSetting]) ? MaxWaiting : options.MaxWaiting);
        services.Configure<WorkerOptions>(worker =>
            worker.Serializer = new Azure.Core.Serialization.JsonObjectSerializer(FunctionsJson.Options));
        services.PostConfigure<LoggerFilterOptions>(LimitLogs);
        services.AddStorage();

        services.AddSingleton<SearchCompletionNotifier>();
        services.AddSingleton<RecordPoller>();
        services.AddSingleton<DeletionMarkers>();
        services.AddSingleton<DeletionMonitor>();
        services.AddSingleton(provider => new InstanceLoad(
            EngineLimits.GetMaxActivities(provider.GetRequiredService<IConfiguration>(), AppContext.BaseDirectory),
            provider.GetRequiredService<IOptions<CarSearchOptions>>().Value.MaxRunTime,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LoadReports>();
        services.AddSingleton<LoadMonitor>();
        services.AddSingleton<SearchAdmission>();
        services.AddSingleton(ProgressPolicy.Sparing);
        services.AddSingleton(provider => new SearchPorts(
            provider.GetRequiredService<ISearchStore>(),
            client => ActivatorUtilities.CreateInstance<DurableSearchOrchestrator>(provider, client)));
        services.AddSingleton<InstancePurger>();
        services.AddSingleton<RecordCleanup>();
        services.AddSingleton<McpApi>();
        return services;
    }

    /// <summary>
    /// Limits what is logged. Lines are not forwarded to the Functions host, which would write those of an activity to the category where
    /// the Durable extension writes instance ids and which host.json therefore turns off. They go to the standard output or are exported
    /// (see <see cref="Telemetry"/>).
    /// </summary>
    private static void LimitLogs(LoggerFilterOptions options)
    {
        LogFilters.Apply(options, Quiet);
        options.Rules.Add(new(ForwardingProvider, null, LogLevel.None, null));
        options.Rules.Add(new(ForwardingProvider, "Microsoft.Azure.Functions.Worker", LogLevel.Information, null));
    }

    private static void AddStorage(this IServiceCollection services)
    {
        services.AddAzureClients(azure => azure.AddClient<BlobServiceClient, BlobClientOptions>((client, provider) =>
        {
            var results = provider.GetRequiredService<IOptions<ResultsOptions>>().Value;
            client.RetryPolicy = new FailFastRetryPolicy();
            client.Retry.NetworkTimeout = TimeSpan.FromSeconds(3);
            return results.ConnectionString is { } account ? new(account, client) : new(results.Address, CredentialOf(results), client);
        }));
        services.AddSingleton(provider => provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ResultsContainer.Name));
        services.AddSingleton<ResultsContainer>();
        services.AddSingleton(_ => new RecordCache(RecordCache.GetMaxBytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)));
        services.AddSingleton<BlobSearchStore>();
        services.AddSingleton<ISearchStore>(provider => provider.GetRequiredService<BlobSearchStore>());

        // Five to seven minutes, about the lifetime of a search.
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RetryingSearchStore>(provider, MaxStoreRetries, MaxStoreRetryDelay));
    }

    private static TokenCredential CredentialOf(ResultsOptions results) => results.Credential is null
        ? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = results.ClientId })
        : ManagedIdentity.Create(results.ClientId);
}
