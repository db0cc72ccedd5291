using CarSearch.Functions.Searches;
using DurableTask.AzureStorage;
using DurableTask.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>The client that a trigger binds, and the gRPC server that it talks to, on a port of its own.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly GrpcChannel channel;

    private EngineClient(WebApplication server)
    {
        this.server = server;
        channel = GrpcChannel.ForAddress(server.Urls.Single());
        var options = new GrpcDurableTaskClientOptions { Channel = channel, DataConverter = new JsonDataConverter(FunctionsJson.Options) };
        Durable = new GrpcDurableTaskClient("engine", options, NullLogger.Instance);
    }

    public DurableTaskClient Durable { get; }

    public static async Task<EngineClient> StartAsync(AzureStorageOrchestrationService service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRouting();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<IOrchestrationService>(service);
        builder.Services.AddSingleton<IOrchestrationServiceClient>(service);
        builder.Services.AddSingleton<HostGrpcServer>();

        // The worker stands beside the server, not behind it.
        builder.Services.Configure<TaskHubGrpcServerOptions>(options => options.Mode = TaskHubGrpcServerMode.ApiServerOnly);

        var server = builder.Build();
        server.UseRouting();
        server.MapGrpcService<HostGrpcServer>();
        await server.StartAsync();
        return new(server);
    }

    public async ValueTask DisposeAsync()
    {
        await Durable.DisposeAsync();
        channel.Dispose();

        // A call that is still waiting for storage is not waited for.
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await server.StopAsync(atOnce.Token);
        await server.DisposeAsync();
    }
}
