using Azure.Storage.Blobs;
using CarSearch.Functions.Searches;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>
/// What one process of the cloud host is made of, without HTTP and Durable Functions: its own client, cache and news, over a container
/// that other processes may share. Nothing is made before it is first used.
/// </summary>
internal sealed class CloudProcess : IDisposable
{
    private readonly Lazy<ServiceProvider> services;

    public CloudProcess(params ISupplier[] suppliers) => services = new(() => Build(suppliers));

    public TimeProvider Time { get; init; } = new ObservableTimeProvider();

    /// <summary>The name of the container of records.</summary>
    public string ContainerName { get; init; } = Azurite.NewName();

    /// <summary>The connection string of the storage account.</summary>
    public string Account { get => field ?? Azurite.ConnectionString; init; }

    public string EnvironmentName { get; init; } = Environments.Development;

    /// <summary>Settings beside the account.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Changes the Blob client.</summary>
    public Action<BlobClientOptions> Client { get; init; } = _ => { };

    public BlobWire Wire { get; } = new();

    public LogLines Log { get; } = new();

    public BlobSearchStore Store => Get<BlobSearchStore>();

    public SearchActivities Activities => ActivatorUtilities.CreateInstance<SearchActivities>(services.Value);

    /// <summary>The blobs as they are there, on a wire of their own.</summary>
    public BlobContainerClient Blobs => new(Azurite.ConnectionString, ContainerName);

    /// <summary>The name of a search's record.</summary>
    public static string NameOf(SearchToken token) => $"{token.Value}.json";

    public T Get<T>()
        where T : notnull => services.Value.GetRequiredService<T>();

    /// <summary>Runs a search as its orchestration does.</summary>
    public Task<RunResult> RunAsync(AcceptedSearch search, CancellationToken stop = default) =>
        Activities.RunSearch(SearchInput.From(search), stop);

    /// <summary>Deletes a search as its handler does, until it is done.</summary>
    public async Task<StoredRecord> DeleteAsync(SearchToken token)
    {
        while (true)
        {
            var found = await Store.ReadAsync(token, default);
            var deleted = SearchRecord.Tombstone(token, TestSearches.Start, TestSearches.Start);
            if (await Store.WriteAsync(deleted, found?.Version, default) is { } tombstone)
            {
                return tombstone;
            }
        }
    }

    public void Dispose()
    {
        if (services.IsValueCreated)
        {
            services.Value.Dispose();
        }

        Wire.Dispose();
    }

    private ServiceProvider Build(ISupplier[] suppliers)
    {
        var builder = CloudApplications.NewBuilder(Settings, Account, Time, Log, suppliers, EnvironmentName);
        builder.Services.ConfigureAll<BlobClientOptions>(client =>
        {
            client.Transport = Wire.Transport;
            Client(client);
        });
        builder.Services.AddSingleton(
            provider => provider.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(ContainerName));
        return builder.Services.BuildServiceProvider();
    }
}
