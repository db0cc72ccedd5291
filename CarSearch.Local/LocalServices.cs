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
    /// <summary>The server's own limits, and what it logs and exports.</summary>
    public static void ConfigureServer(this WebApplicationBuilder builder)
    {
        builder.UseServerDefaults();
        Telemetry.AddTo(builder.Services, builder.Configuration);
    }

    /// <summary>Refuses what is no address to listen on, and to serve other machines when there are no keys.</summary>
    /// <exception cref="InvalidOperationException">An address can't be read, or is not of the loopback; the message names it.</exception>
    public static void CheckListenAddresses(this WebApplication app)
    {
        var hasKeys = app.Services.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0;
        ListenAddresses.Check(app.Configuration, hasKeys ? null : open =>
            $"Without access keys only this machine is served, but \"{open}\" can be reached from others. Set a key (CarSearch:Keys:NAME, {LocalOptions.ShortestKey} characters or more), or listen on localhost.");
    }

    /// <summary>Authenticates and authorizes requests when there are keys; without any, requests pay nothing for it.</summary>
    public static void UseAccessKeys(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }
    }

    /// <summary>The two ports of CarSearch.Core on one SQLite file and this process.</summary>
    public static void AddLocalHost(this IServiceCollection services)
    {
        services.AddOptions<LocalOptions>().BindConfiguration(CarSearchOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LocalOptions>, LocalOptionsValidator>();
        services.AddSingleton(provider => DatabaseFile.Open(provider.GetRequiredService<IOptions<LocalOptions>>().Value.Database));
        services.AddSingleton(_ => MemoryBudget.FromProcess());
        services.AddOptions<CarSearchOptions>().PostConfigure<MemoryBudget>(
            (options, budget) => options.MaxWaiting = Math.Min(options.MaxWaiting, budget.MaxWaiting));
        services.AddSingleton(provider =>
        {
            var own = provider.GetRequiredService<IOptions<LocalOptions>>().Value;
            var shared = provider.GetRequiredService<IOptions<CarSearchOptions>>().Value;
            var time = provider.GetRequiredService<TimeProvider>();
            return new SearchLoad(
                provider.GetRequiredService<MemoryBudget>(),
                new SearchSizes(provider.GetRequiredService<SupplierSet>().All.Length),
                new StartForecast(shared.MaxRunTime, time),

                // The processors' time is real, whatever clock a test gives the host.
                new StartPace(
                    Environment.ProcessorCount, () => Environment.CpuUsage.TotalTime, () => ThreadPool.PendingWorkItemCount, TimeProvider.System),
                new LoadLimits(own.MaxInFlight, shared.MaxWaitToStart),
                time);
        });
        services.AddSingleton<LiveSearches>();
        services.AddSingleton<SqliteSearchStore>();
        services.AddSingleton<ISearchStore>(provider => provider.GetRequiredService<SqliteSearchStore>());
        services.AddSingleton<RetryingStore>();
        services.AddSingleton<SearchDispatcher>();
        services.AddSingleton<ISearchOrchestrator>(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService(provider => provider.GetRequiredService<SearchDispatcher>());
        services.AddHostedService<Sweeper>();
    }
}
