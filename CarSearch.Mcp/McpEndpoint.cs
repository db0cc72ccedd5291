using System.Reflection;
using CarSearch.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CarSearch.Mcp;

/// <summary>
/// The endpoint of the SDK, with services of its own. It needs no routing of the host, because the cloud host has functions instead.
/// </summary>
internal static class McpEndpoint
{
    /// <summary>Creates the handler of POST. It expects <see cref="ToolHandlers"/> among the features of the request.</summary>
    public static RequestDelegate Create(IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(lifetime).AddSingleton(loggers).AddLogging();
        services.AddMcpServer(ConfigureServer).WithHttpTransport(http => http.ConfigureSessionOptions = (context, server, _) =>
        {
            var handlers = context.Features.GetRequiredFeature<ToolHandlers>();
            server.Handlers.CallToolHandler = handlers.CallAsync;
            return Task.CompletedTask;
        });
        var routes = new RouteCollector(services.BuildServiceProvider());
        routes.MapMcp();
        return routes.Endpoints.Single().RequestDelegate!;
    }

    private static void ConfigureServer(McpServerOptions server)
    {
        server.ServerInfo = new()
        {
            Name = "carsearch",
            Title = "CarSearch",
            Version = typeof(McpEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                .InformationalVersion.Split('+')[0],
        };
        server.ServerInstructions = ToolTexts.Instructions;
        var tools = new ListToolsResult
        {
            Tools = [.. ToolDefinitions.All.Select(definition => definition.Tool)],
            TimeToLive = TimeSpan.FromHours(1),
            CacheScope = CacheScope.Public,
        };
        server.Handlers.ListToolsHandler = (_, _) => ValueTask.FromResult(tools);
    }
}
