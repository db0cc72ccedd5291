using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Sandbox;

/// <summary>The endpoints of the sandbox.</summary>
internal sealed partial class SandboxEndpoints(
    SupplierSet suppliers, PlaceCatalog catalog, SandboxGuide guide, TimeProvider time, IHostApplicationLifetime lifetime,
        ILogger<SandboxEndpoints> logger)
{
    private readonly AvailabilityRequestReader reader = new(catalog);

    public void Map(WebApplication app)
    {
        app.UseStatusCodePages(async pages =>
        {
            var (response, root) = (pages.HttpContext.Response, GetRoot(pages.HttpContext.Request));
            if (response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            {
                await response.SendTextAsync(response.StatusCode, guide.FormatNotFound(root)).ConfigureAwait(false);
            }
        });
        app.MapGet("/", context =>
            context.Response.SendTextAsync(StatusCodes.Status200OK, guide.FormatFrontPage(GetRoot(context.Request))));
        app.MapPost("/ota/{supplier}", SearchAsync);
    }

    private async Task SearchAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["supplier"]!;
        if (suppliers.All.FirstOrDefault(supplier => supplier.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } supplier)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!FaultSelection.TryParse(context.Request.Query, out var selection, out var error))
        {
            await context.Response.SendTextAsync(StatusCodes.Status400BadRequest, error).ConfigureAwait(false);
            return;
        }

        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var exchange = new Exchange(context, supplier, selection, reader, time, cancellation.Token);
        try
        {
            await selection.Fault.ExecuteAsync(exchange).ConfigureAwait(false);
            var message = exchange.Message;
            LogRequest(
                supplier.Name, message?.Requestor ?? AvailabilityRequest.Anonymous, selection.Fault.Name, message?.Summary ?? "not read");
        }
        catch (BadHttpRequestException exception)
        {
            await context.Response.SendTextAsync(exception.StatusCode, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException || cancellation.IsCancellationRequested)
        {
            // A simulated connection failure, or the client has disconnected.
            context.Abort();
        }
    }

    private static string GetRoot(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Request to {Supplier} from {Requestor}; fault: {Fault}; message: {Message}")]
    private partial void LogRequest(string supplier, string requestor, string fault, string message);
}

/// <summary>The texts of the sandbox about itself.</summary>
internal sealed class SandboxGuide(SupplierSet suppliers)
{
    public static string GetAddress(string root, ISupplier supplier) => $"{root}/ota/{supplier.Name}";

    public string FormatFrontPage(string root) => $"""
        Supplier sandbox: POST an OTA_VehAvailRateRQ, bare or in an envelope of SOAP 1.1 or 1.2.

        {FormatSuppliers(root)}

        Faults on demand, such as {GetAddress(root, suppliers.All[0])}?fault={Fault.All[0].Name}:

        {string.Join('\n', Fault.All.Select(fault => $"  {fault.Name,-15}{fault.Description}"))}

        {FormatConfiguration(root)}
        """;

    public string FormatConfiguration(string root)
    {
        var (first, second) = (suppliers.All[0], suppliers.All[1 % suppliers.All.Length]);
        return $$"""
            Example for the appsettings.json of a CarSearch host:

              "CarSearch": { "Suppliers": [
            {{FormatSetting(root, first, "")}},
            {{FormatSetting(root, second, "?fault=flaky")}} ] }

            """;
    }

    public string FormatNotFound(string root) => $"Not found. POST to one of the suppliers:\n\n{FormatSuppliers(root)}\n";

    private string FormatSuppliers(string root) => string.Join('\n', suppliers.All.Select(supplier => $"  {GetAddress(root, supplier)}"));

    private static string FormatSetting(string root, ISupplier supplier, string query)
    {
        var rating = System.Xml.XmlConvert.ToString(supplier.Rating);
        var endpoint = GetAddress(root, supplier) + query;
        return $$"""    { "Kind": "OpenTravel", "Name": "{{supplier.Name}}", "Rating": {{rating}}, "Endpoint": "{{endpoint}}" }""";
    }
}
