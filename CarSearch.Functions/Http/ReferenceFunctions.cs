using CarSearch.Functions.Searches;
using CarSearch.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CarSearch.Functions.Http;

/// <summary>Places, health, the description and the page, bound to the handlers of CarSearch.Core.</summary>
internal sealed class ReferenceFunctions(PlacesApi places, HealthApi health, DescriptionApi description, SearchPorts ports)
{
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
