using CarSearch.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Mcp;

/// <summary>Registers the tools for assistants.</summary>
public static class McpServices
{
    /// <summary>Adds <see cref="McpApi"/>. The services of the protocol are created with its first request.</summary>
    /// <param name="services">The host's services, with those of CarSearch.Core.</param>
    public static IServiceCollection AddMcp(this IServiceCollection services) => services.AddSingleton(provider => new McpApi(
        provider.GetRequiredService<SearchesApi>(),
        provider.GetRequiredService<PlacesApi>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<IHostApplicationLifetime>(),
        provider.GetRequiredService<ILoggerFactory>()));
}
