using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>The addresses of the sandbox.</summary>
internal sealed partial class SandboxEndpoints(
    SupplierSet suppliers, PlaceCatalog catalog, SandboxGuide guide, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<SandboxEndpoints> logger)
{
    private readonly AvailRequestReader reader = new(catalog);

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.UseStatusCodePages(async pages =>
        {
            var (response, root) = (pages.HttpContext.Response, Root(pages.HttpContext.Request));
            if (response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            {
                await TellAsync(response, guide.NoSuchAddress(root)).ConfigureAwait(false);
            }
        });
        app.MapGet("/", context => TellAsync(context.Response, guide.FrontPage(Root(context.Request))));
        app.MapPost("/ota/{supplier}", AskAsync);
    }

    private async Task AskAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["supplier"]!;
        if (suppliers.All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } supplier)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (FaultChoice.Read(context.Request.Query, out var problem) is not { } choice)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await TellAsync(context.Response, problem!).ConfigureAwait(false);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var exchange = new Exchange(context, supplier, choice, reader, time, ended.Token);
        try
        {
            await choice.Fault.PlayAsync(exchange).ConfigureAwait(false);
            Asked(supplier.Name, exchange.Read?.Requestor ?? "nobody", choice.Fault.Name, exchange.Read?.Verdict ?? "not looked at");
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
            await TellAsync(context.Response, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException || ended.IsCancellationRequested)
        {
            // A simulated break of the connection, or nobody waits any more.
            context.Abort();
        }
    }

    private static Task TellAsync(HttpResponse response, string text)
    {
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text);
    }

    private static string Root(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Supplier} was asked by {Requestor}; fault: {Fault}; the message: {Message}")]
    private partial void Asked(string supplier, string requestor, string fault, string message);
}
