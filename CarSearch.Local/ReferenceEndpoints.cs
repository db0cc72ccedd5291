using CarSearch.Api;

namespace CarSearch.Local;

/// <summary>GET /docs: the reference of the API, a page that needs no access key. Its requests do.</summary>
/// <remarks>
/// The assembly of the page is loaded at the first request. .NET never tries again to load an assembly that failed to load, and nothing
/// but these routes needs it.
/// </remarks>
internal sealed partial class ReferenceEndpoints(IServiceProvider services, ILogger<ReferenceEndpoints> logger)
{
    private readonly Lazy<IReadOnlyDictionary<string, RequestDelegate>> routes = new(() => ReferencePage.CreateRoutes(services));

    /// <summary>Handles a request for one of the files. The name of the page is an empty string.</summary>
    public async Task ExecuteAsync(HttpContext context, string file)
    {
        try
        {
            await (routes.Value.GetValueOrDefault(file) ?? Problem.PathNotFound.ExecuteAsync)(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            RequestFailed(exception);
            context.Response.Clear();
            await Problem.InternalError.ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The reference of the API could not be served.")]
    private partial void RequestFailed(Exception exception);
}
