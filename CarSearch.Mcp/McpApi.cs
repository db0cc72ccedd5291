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
public sealed class McpApi
{
    /// <summary>The path of the tools.</summary>
    public const string Path = "/api/mcp";

    private readonly SearchesApi searches;
    private readonly PlacesApi places;
    private readonly TimeProvider time;
    private readonly ILogger<McpApi> logger;
    private readonly RequestExceptionHandler exceptions;

    // The types of the protocol are not used before the first request, so that the start of a host does not load them. An endpoint that
    // could not be created is created again by the next request.
    private readonly Lazy<RequestDelegate> endpoint;

    /// <summary>Initializes a new instance of the <see cref="McpApi"/> class.</summary>
    internal McpApi(
        SearchesApi searches, PlacesApi places, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        this.searches = searches;
        this.places = places;
        this.time = time;
        logger = loggers.CreateLogger<McpApi>();
        exceptions = new(time, logger);
        endpoint = new(() => McpEndpoint.Create(lifetime, loggers), LazyThreadSafetyMode.PublicationOnly);
    }

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
            return new McpResult(this, new(searches, places, request.HttpContext, store, orchestrator));
        });

    /// <summary>The response of the SDK to a message.</summary>
    private sealed class McpResult(McpApi api, ApiClient client) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Features.Set(new ToolHandlers(client, api.time, api.logger));
            return api.endpoint.Value(httpContext);
        }
    }
}
