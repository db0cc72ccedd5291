using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using DurableTask.AzureStorage;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>What instances of one app share: the account, the task hub and the container of records.</summary>
internal sealed record EngineSetup
{
    /// <summary>The connection string of the storage account.</summary>
    public string Account { get => field ?? Azurite.ConnectionString; init; }

    /// <summary>The name of the task hub.</summary>
    public string Hub { get; init; } = $"hub{Guid.NewGuid():N}";

    /// <summary>The name of the container of records.</summary>
    public string Container { get; init; } = Azurite.NewName();

    /// <summary>How many activities an instance runs at once, where that is not what host.json says.</summary>
    public int? MaxActivities { get; init; }
}

/// <summary>The settings of an engine: those of host.json, but for what time forces.</summary>
internal static class EngineSettings
{
    /// <summary>
    /// The time until work of a dead instance is taken over. It is shorter than the minute of host.json, so that a test can wait for it,
    /// and at least eight seconds, because locks are renewed every five.
    /// </summary>
    public static TimeSpan Visibility { get; } = TimeSpan.FromSeconds(8);

    public static AzureStorageOrchestrationServiceSettings Create(EngineSetup setup, BlobWire wire, ILoggerProvider log)
    {
        var settings = HostJsonEngine.Read(RepositoryFiles.Json("host.json").GetProperty("extensions").GetProperty("durableTask"));
        settings.TaskHubName = setup.Hub;
        settings.MaxConcurrentTaskActivityWorkItems = setup.MaxActivities ?? settings.MaxConcurrentTaskActivityWorkItems;
        settings.ControlQueueVisibilityTimeout = Visibility;
        settings.WorkItemQueueVisibilityTimeout = Visibility;

        // A partition whose instance is dead goes to another after 6 s, where it takes 30 by default.
        settings.LeaseInterval = TimeSpan.FromSeconds(6);
        settings.LeaseRenewInterval = TimeSpan.FromSeconds(2);
        settings.LeaseAcquireInterval = TimeSpan.FromSeconds(2);

        // Instances on one machine would take each other for themselves.
        settings.WorkerId = Guid.NewGuid().ToString("N");
        settings.LoggerFactory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        settings.StorageAccountClientProvider = new(
            StorageServiceClientProvider.ForBlob(setup.Account, new BlobClientOptions { Transport = wire.Transport }),
            StorageServiceClientProvider.ForQueue(setup.Account, new QueueClientOptions { Transport = wire.Transport }),
            StorageServiceClientProvider.ForTable(setup.Account, new TableClientOptions { Transport = wire.Transport }));
        return settings;
    }
}
