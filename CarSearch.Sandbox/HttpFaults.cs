using System.Globalization;

namespace CarSearch.Sandbox;

/// <summary>Faults of the HTTP status. The message is not read.</summary>
internal static class HttpFaults
{
    public const int DefaultPauseSeconds = 30;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("html", "200 and a web page", exchange => SendPageAsync(exchange, StatusCodes.Status200OK, "Maintenance")),
        new("empty", "200 and no body", SendEmptyAsync),
        new("not-found", "404", exchange => exchange.Response.SendTextAsync(StatusCodes.Status404NotFound, "Not found.")),
        new("unauthorized", "401", SendUnauthorizedAsync),
        new("busy", $"503 with Retry-After (&seconds=N, default {DefaultPauseSeconds})",
            exchange => SendRetryAfterAsync(exchange, StatusCodes.Status503ServiceUnavailable, DefaultPauseSeconds)),
        new("too-many", "429, with Retry-After if &seconds=N is given",
            exchange => SendRetryAfterAsync(exchange, StatusCodes.Status429TooManyRequests, null)),
        new("error", "500 and a web page", exchange => SendPageAsync(exchange, StatusCodes.Status500InternalServerError, "Internal error")),
        new("redirect", "307 to the same address without the fault", RedirectAsync),
    ];

    public static Task SendRetryAfterAsync(Exchange exchange, int status, int? defaultSeconds)
    {
        if ((exchange.Selection.Seconds ?? defaultSeconds) is { } seconds)
        {
            exchange.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return exchange.Response.SendTextAsync(status, "Too many requests. Try again later.");
    }

    // HTML, but not XML: meta and br are not closed.
    private static async Task SendPageAsync(Exchange exchange, int status, string title)
    {
        exchange.Response.StatusCode = status;
        exchange.Response.ContentType = "text/html; charset=utf-8";
        await exchange.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{title}</title></head>
            <body><h1>{title}</h1><p>Please come back later.<br>Thank you!</p></body>
            </html>

            """, exchange.CancellationToken).ConfigureAwait(false);
    }

    private static Task SendEmptyAsync(Exchange exchange)
    {
        exchange.Response.ContentType = SoapEnvelope.Bare.ContentType;
        exchange.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Task SendUnauthorizedAsync(Exchange exchange)
    {
        // RFC 9110, 15.5.2: a 401 requires a challenge.
        exchange.Response.Headers.WWWAuthenticate = "Basic realm=\"sandbox\"";
        return exchange.Response.SendTextAsync(StatusCodes.Status401Unauthorized, "Authentication is required.");
    }

    private static Task RedirectAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        exchange.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.Path}";
        exchange.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        return Task.CompletedTask;
    }
}
