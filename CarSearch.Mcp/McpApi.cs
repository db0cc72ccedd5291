using CarSearch.Api;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CarSearch.Mcp;

/// <summary>
/// The request handler of <c>/api/mcp</c>: the tools for assistants, over the Model Context Protocol (Streamable HTTP without sessions).
/// Each tool calls the handlers of the HTTP API.
/// </summary>
public sealed class McpApi(
    SearchesApi searches, PlacesApi places, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
{
    /// <summary>The path of the tools.</summary>
    public const string Path = "/api/mcp";

    private readonly ILogger logger = loggers.CreateLogger<McpApi>();
    private readonly RequestExceptionHandler exceptions = new(time, loggers.CreateLogger<McpApi>());

    // The types of the protocol are not used before the first request, so that the start of a host does not load them. An endpoint that
    // could not be created is created again by the next request.
    private readonly Lazy<RequestDelegate> endpoint = new(
        () => McpEndpoint.Create(lifetime, loggers), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>POST /api/mcp: one message of the protocol. 200 and 202; other methods get 405. 400, 406, 408, 413, 415.</summary>
    public Task<IResult> HandleAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
        {
            if (!HttpMethods.IsPost(request.Method))
            {
                request.HttpContext.Response.Headers.Allow = HttpMethods.Post;
                return Problem.MethodNotAllowed;
            }

            if (QueryNames.Check(request) is { } invalid)
            {
                return invalid;
            }

            using var body = new RequestBody();
            if (await body.ReadAsync(request).ConfigureAwait(false) is { } unreadable)
            {
                return unreadable;
            }

            request.Body = new MemoryStream(body.Text.ToArray(), writable: false);
            request.ContentLength = request.Body.Length;
            request.HttpContext.Features.Set(
                new ToolHandlers(new(searches, places, request.HttpContext, store, orchestrator), time, logger));
            return new McpResult(endpoint);
        });

    /// <summary>The response of the SDK to a message.</summary>
    private sealed class McpResult(Lazy<RequestDelegate> endpoint) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => endpoint.Value(httpContext);
    }
}
