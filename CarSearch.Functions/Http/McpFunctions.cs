using CarSearch.Functions.Searches;
using CarSearch.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions.Http;

/// <summary>Binds the route of the tools for assistants to their handler.</summary>
internal sealed class McpFunctions(McpApi mcp, SearchPorts ports)
{
    /// <summary>POST /api/mcp. Clients also send GET and DELETE, which get 405; from the Functions host they would get 404.</summary>
    [Function("HandleMcp")]
    public Task<IResult> HandleAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", "delete", Route = "mcp")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        mcp.HandleAsync(request, ports.Store, ports.Orchestrator(client));
}
