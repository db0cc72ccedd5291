using CarSearch.Hosting;
using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Puts the embedded host together.</summary>
internal static class LocalServices
{
    /// <summary>The server's own limits, and what it may log.</summary>
    public static void ConfigureServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;

            // CarSearch.Core reads 16 KiB and says so when there is more; this is the second fence.
            server.Limits.MaxRequestBodySize = 64 * 1024;
            server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));

        builder.Services.PostConfigure<LoggerFilterOptions>(options => LogLimits.Apply(options));
        Telemetry.AddTo(builder.Services, builder.Configuration);
    }

    /// <summary>The two ports of CarSearch.Core on one SQLite file and this process.</summary>
    public static void AddLocalHost(this IServiceCollection services)
    {
        services.AddOptions<LocalOptions>().BindConfiguration(CarSearchOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>();
        services.AddSingleton(provider => DatabaseFile.Open(provider.GetRequiredService<IOptions<LocalOptions>>().Value.Database));
        services.AddSingleton(_ => MemoryBudget.FromProcess());
        services.AddSingleton(provider =>
        {
            var own = provider.GetRequiredService<IOptions<LocalOptions>>().Value;
            var shared = provider.GetRequiredService<IOptions<CarSearchOptions>>().Value;
            var time = provider.GetRequiredService<TimeProvider>();
            var longestRun = shared.SupplierTimeout < shared.Deadline ? shared.SupplierTimeout : shared.Deadline;
            return new SearchLoad(
                provider.GetRequiredService<MemoryBudget>(),
                new SearchSizes(provider.GetRequiredService<SupplierSet>().All.Length),
                new StartForecast(longestRun, time),

                // The processors' time is real, whatever clock a test gives the host.
                new StartPace(
                    Environment.ProcessorCount, () => Environment.CpuUsage.TotalTime, () => ThreadPool.PendingWorkItemCount, TimeProvider.System),
                new LoadLimits(own.MaxInFlight, own.MaxWaitToStart),
                time);
        });
        services.AddSingleton<LiveSearches>();
        services.AddSingleton<SqliteSearchStore>();
        services.AddSingleton<ISearchStore>(provider => provider.GetRequiredService<SqliteSearchStore>());
        services.AddSingleton<SearchDispatcher>();
        services.AddSingleton<ISearchOrchestrator>(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService<Sweeper>();
    }
}
