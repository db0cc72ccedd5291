using CarSearch.Api;
using CarSearch.Functions.Searches;
using CarSearch.Mcp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CarSearch.Functions;

/// <summary>Binds the routes of the API to their handlers.</summary>
internal sealed class ApiFunctions(
    SearchesApi searches, PlacesApi places, HealthApi health, DescriptionApi description, McpApi mcp, SearchPorts ports)
{
    [Function("StartSearch")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "searches")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        searches.StartAsync(request, ports.Store, ports.Orchestrator(client));

    [Function("GetSearch")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "searches/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client) =>
        searches.GetAsync(request, token, ports.Store, ports.Orchestrator(client));

    /// <summary>GET of <c>?User={token}</c>, of the original API.</summary>
    [Function("GetSearchByUser")]
    public Task<IResult> GetByUserAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "searches")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        searches.GetByUserAsync(request, ports.Store, ports.Orchestrator(client));

    [Function("GetOffer")]
    public Task<IResult> GetOfferAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "searches/{token}/offers/{id}")] HttpRequest request,
        string token,
        string id,
        [DurableClient] DurableTaskClient client) =>
        searches.GetOfferAsync(request, token, id, ports.Store, ports.Orchestrator(client));

    [Function("DeleteSearch")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "searches/{token}")] HttpRequest request,
        string token,
        [DurableClient] DurableTaskClient client) =>
        searches.DeleteAsync(request, token, ports.Store, ports.Orchestrator(client));

    /// <summary>POST of the tools. Clients also send GET and DELETE, which get 405; from the Functions host they would get 404.</summary>
    [Function("HandleMcp")]
    public Task<IResult> HandleMcpAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", "get", "delete", Route = "mcp")] HttpRequest request,
        [DurableClient] DurableTaskClient client) =>
        mcp.HandleAsync(request, ports.Store, ports.Orchestrator(client));

    [Function("FindPlaces")]
    public IResult FindPlaces(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "places")] HttpRequest request) =>
        places.Search(request);

    [Function("GetHealth")]
    public Task<IResult> GetHealthAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request) =>
        health.CheckAsync(request, ports.Store);

    [Function("GetDescription")]
    public IResult GetDescription(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) =>
        description.Get();

    [Function("GetPage")]
    public static IResult GetPage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "try")] HttpRequest request) =>
        PageApi.Get();

    [Function("GetPageFile")]
    public static IResult GetPageFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "try/{file}")] HttpRequest request,
        string file) =>
        PageApi.GetFile(file);
}
