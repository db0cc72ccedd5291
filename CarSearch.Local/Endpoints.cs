using CarSearch.Api;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>Binds the routes to the handlers of CarSearch.Core.</summary>
internal static class Endpoints
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapCarSearch(this IEndpointRouteBuilder routes)
    {
        var searches = routes.ServiceProvider.GetRequiredService<SearchesApi>();
        var places = routes.ServiceProvider.GetRequiredService<PlacesApi>();
        var health = routes.ServiceProvider.GetRequiredService<HealthApi>();
        var store = routes.ServiceProvider.GetRequiredService<ISearchStore>();
        var orchestrator = routes.ServiceProvider.GetRequiredService<ISearchOrchestrator>();

        var keyed = routes.MapGroup("/api");
        if (routes.ServiceProvider.GetRequiredService<IOptions<LocalOptions>>().Value.Keys.Count > 0)
        {
            keyed.RequireAuthorization();
        }

        keyed.MapPost("/searches", Answer(context => searches.StartAsync(context.Request, store, orchestrator)));
        keyed.MapRead("/searches", Answer(context => searches.GetByUserAsync(context.Request, store, orchestrator)));
        keyed.MapRead("/searches/{token}", Answer(context => searches.GetAsync(context.Request, Token(context), store, orchestrator)));
        keyed.MapDelete("/searches/{token}", Answer(context => searches.DeleteAsync(context.Request, Token(context), store, orchestrator)));
        keyed.MapRead("/places", Answer(context => Task.FromResult(places.Search(context.Request))));

        routes.MapRead("/api/health", Answer(context => health.CheckAsync(context.Request, store)));
        routes.MapRead("/api/openapi.json", Answer(context => Task.FromResult(DescriptionApi.Get(context.Request))));
    }

    /// <summary>Maps GET, and HEAD with it: the server sends the headers of the same answer and discards the body.</summary>
    private static void MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, ReadMethods, handler);

    private static string Token(HttpContext context) => (string)context.Request.RouteValues["token"]!;

    private static RequestDelegate Answer(Func<HttpContext, Task<IResult>> handler) => async context =>
    {
        var answer = await handler(context).ConfigureAwait(false);
        await answer.ExecuteAsync(context).ConfigureAwait(false);
    };
}
