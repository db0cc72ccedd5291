using CarSearch.Api;
using CarSearch.Hosting;
using CarSearch.Mcp;
using CarSearch.Searches;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Maps the routes to the handlers of CarSearch.Core.</summary>
internal static class Endpoints
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapCarSearch(this IEndpointRouteBuilder routes)
    {
        var searches = routes.ServiceProvider.GetRequiredService<SearchesApi>();
        var places = routes.ServiceProvider.GetRequiredService<PlacesApi>();
        var health = routes.ServiceProvider.GetRequiredService<HealthApi>();
        var description = routes.ServiceProvider.GetRequiredService<DescriptionApi>();
        var mcp = routes.ServiceProvider.GetRequiredService<McpApi>();
        var store = routes.ServiceProvider.GetRequiredService<ISearchStore>();
        var runStore = routes.ServiceProvider.GetRequiredService<RetryingSearchStore>();
        var orchestrator = routes.ServiceProvider.GetRequiredService<ISearchOrchestrator>();

        var keyed = routes.MapGroup("/api");
        var hasKeys = routes.ServiceProvider.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0;
        if (hasKeys)
        {
            keyed.RequireAuthorization();
        }

        keyed.MapPost("/searches", Handle(context => searches.StartAsync(context.Request, store, orchestrator)));
        keyed.MapRead("/searches", Handle(context => searches.GetByUserAsync(context.Request, store, orchestrator)));
        keyed.MapRead("/searches/{token}", Handle(context => searches.GetAsync(context.Request, Token(context), store, orchestrator)));
        keyed.MapRead(
            "/searches/{token}/offers/{id}",
            Handle(context => searches.GetOfferAsync(context.Request, Token(context), RouteText(context, "id"), store, orchestrator)));
        keyed.MapDelete("/searches/{token}", Handle(context => searches.DeleteAsync(context.Request, Token(context), store, orchestrator)));
        keyed.MapRead("/places", Handle(context => Task.FromResult(places.Search(context.Request))));
        keyed.MapPost("/mcp", Handle(context => !hasKeys && LoopbackNames.Check(context.Request) is { } foreign
            ? Task.FromResult<IResult>(foreign)
            : mcp.HandleAsync(context.Request, store, orchestrator)));

        routes.MapRead("/api/health", Handle(context => health.CheckAsync(context.Request, runStore)));
        routes.MapRead("/api/openapi.json", Handle(_ => Task.FromResult(description.Get())));
        routes.MapRead("/", Handle(_ => Task.FromResult(PageApi.Get())));
        routes.MapRead("/api/try", Handle(_ => Task.FromResult(PageApi.Get())));
        routes.MapRead("/api/try/{file}", Handle(context => Task.FromResult(PageApi.GetFile(RouteText(context, "file")))));

        var reference = ActivatorUtilities.CreateInstance<ReferenceEndpoints>(routes.ServiceProvider);
        routes.MapRead("/docs", context => reference.ExecuteAsync(context, ""));
        routes.MapRead("/docs/{file}", context => reference.ExecuteAsync(context, RouteText(context, "file")));
    }

    /// <summary>Writes problem details for unknown paths and methods, as the handlers do for their errors.</summary>
    public static Task WriteProblemAsync(StatusCodeContext context) => context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problem.PathNotFound.ExecuteAsync(context.HttpContext),
        StatusCodes.Status405MethodNotAllowed => Problem.MethodNotAllowed.ExecuteAsync(context.HttpContext),
        _ => Task.CompletedTask,
    };

    /// <summary>Maps GET and HEAD to a handler. The server discards the body of a response to HEAD.</summary>
    private static void MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, ReadMethods, handler);

    private static string Token(HttpContext context) => RouteText(context, "token");

    private static string RouteText(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private static RequestDelegate Handle(Func<HttpContext, Task<IResult>> handler) => async context =>
    {
        var result = await handler(context).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    };
}
