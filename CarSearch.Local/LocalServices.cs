using CarSearch.Hosting;
using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Mcp;
using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Registers the services of the embedded host.</summary>
internal static class LocalServices
{
    /// <summary>Adds authentication if access keys are configured. Otherwise only loopback addresses are allowed to listen on.</summary>
    /// <exception cref="InvalidOperationException">An address is invalid or not allowed.</exception>
    public static void UseAccessKeys(this WebApplication app)
    {
        var hasKeys = app.Services.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0;
        ListenAddresses.Validate(app.Configuration, hasKeys ? null : address =>
            $"\"{address}\" is reachable from other machines, which requires an access key. "
            + $"Set CarSearch:Keys:NAME to at least {LocalOptions.MinKeyLength} characters, or listen on localhost.");
        if (hasKeys)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }
    }

    /// <summary>Adds the store and the orchestrator: one SQLite file and this process.</summary>
    public static void AddLocalHost(this IServiceCollection services)
    {
        services.AddOptions<LocalOptions>().BindConfiguration(CarSearchOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>();
        services.AddSingleton(provider => DatabaseFile.Open(
            provider.GetRequiredService<IOptions<LocalOptions>>().Value.Database, provider.GetRequiredService<ILogger<DatabaseFile>>()));
        services.AddSingleton<IConnectionListenerFactory>(provider => new LimitedListenerFactory(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), provider.GetRequiredService<IOptions<LocalOptions>>()));
        services.AddSingleton(_ => MemoryBudget.FromProcess());
        services.AddOptions<CarSearchOptions>().PostConfigure<MemoryBudget>(
            (options, budget) => options.MaxWaiting = Math.Min(options.MaxWaiting, budget.MaxWaiting));
        services.AddSingleton(provider =>
        {
            var local = provider.GetRequiredService<IOptions<LocalOptions>>().Value;
            var shared = provider.GetRequiredService<IOptions<CarSearchOptions>>().Value;
            var time = provider.GetRequiredService<TimeProvider>();
            return new SearchQueue(
                provider.GetRequiredService<MemoryBudget>(),
                new SearchSizeEstimator(provider.GetRequiredService<SupplierSet>().All.Length),
                new StartForecast(shared.MaxRunTime, time),

                // The system clock, because processor time is real even if the host has a test clock.
                new StartRateLimiter(
                    Environment.ProcessorCount,
                    () => Environment.CpuUsage.TotalTime,
                    () => ThreadPool.PendingWorkItemCount,
                    TimeProvider.System),
                new SearchQueueLimits(local.MaxInFlight, shared.MaxForecastWait, local.MaxShare ?? (local.Keys.Count > 1 ? 0.5 : 1)),
                time);
        });
        services.AddSingleton<SqliteSearchStore>();
        services.AddSingleton<ISearchStore>(provider => provider.GetRequiredService<SqliteSearchStore>());

        // Until the run is canceled.
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RetryingSearchStore>(provider, int.MaxValue, TimeSpan.FromSeconds(30)));
        services.AddSingleton<SearchDispatcher>();
        services.AddSingleton<ISearchOrchestrator>(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService<DatabaseCleanupService>();
        services.AddHostedService<SupplierCapacity>();
        services.AddSingleton<McpApi>();
    }
}
