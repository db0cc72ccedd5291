using DurableTask.Core;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Testing.Sidecar.Grpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrchestrationStatus = Microsoft.DurableTask.Protobuf.OrchestrationStatus;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>The gRPC server for a Durable client. Where the SDK and the Functions host differ, it does as the host.</summary>
/// <param name="lifetime">The lifetime of the web server.</param>
/// <param name="logging">The logger factory.</param>
/// <param name="service">The engine, as its worker sees it.</param>
/// <param name="client">The engine, as its clients see it.</param>
/// <param name="options">The options of the server.</param>
internal sealed class HostGrpcServer(
    IHostApplicationLifetime lifetime,
    ILoggerFactory logging,
    IOrchestrationService service,
    IOrchestrationServiceClient client,
    IOptions<TaskHubGrpcServerOptions> options) : TaskHubGrpcServer(lifetime, logging, service, client, options)
{
    /// <summary>The version of the host's extension whose rules these are.</summary>
    public const string ExtensionVersion = "3.18";

    private static readonly OrchestrationStatus[] Ended =
        [OrchestrationStatus.Completed, OrchestrationStatus.Failed, OrchestrationStatus.Terminated, OrchestrationStatus.Canceled];

    private readonly IOrchestrationServiceClient client = client;

    /// <summary>
    /// The host's default for <c>overridableExistingInstanceStates</c> is <c>NonRunningStates</c>, and the app's client does not override
    /// it: an instance that is pending, running or suspended keeps its id; the id of an ended instance can be used again.
    /// </summary>
    public override async Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        request.OrchestrationIdReusePolicy = new() { ReplaceableStatus = { Ended } };
        return await CallAsync(() => base.StartInstance(request, context));
    }

    public override Task<GetInstanceResponse> GetInstance(GetInstanceRequest request, ServerCallContext context) =>
        CallAsync(() => base.GetInstance(request, context));

    /// <summary>The host refuses to end what has ended or never was.</summary>
    public override async Task<TerminateResponse> TerminateInstance(TerminateRequest request, ServerCallContext context) =>
        await CallAsync(() => client.GetOrchestrationStateAsync(request.InstanceId, executionId: null)) switch
        {
            null => throw new RpcException(new(StatusCode.NotFound, $"No instance with ID {request.InstanceId} was found.")),
            { OrchestrationStatus: var status } when IsEnded(status) =>
                throw new RpcException(new(
                    StatusCode.FailedPrecondition, $"Cannot terminate instance {request.InstanceId}: it is {status}.")),
            _ => await CallAsync(() => base.TerminateInstance(request, context)),
        };

    private static bool IsEnded(DurableTask.Core.OrchestrationStatus status) => Ended.Contains((OrchestrationStatus)status);

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw new RpcException(new(StatusCode.Internal, exception.Message));
        }
    }
}
