using System.Globalization;

namespace CarSearch.Sandbox;

/// <summary>Faults that HTTP tells by itself. The message is not looked at.</summary>
internal static class HttpFaults
{
    /// <summary>How long a supplier that is too busy asks to be left alone, in seconds, unless told.</summary>
    public const int UsualPause = 30;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("html", "200 and a web page", exchange => PageAsync(exchange, StatusCodes.Status200OK, "We are working on our site")),
        new("empty", "200 and no body", SendEmptyAsync),
        new("not-found", "404", exchange => exchange.SayAsync(StatusCodes.Status404NotFound, "There is nothing at this address.")),
        new("unauthorized", "401", RefuseAsync),
        new("busy", $"503 with Retry-After: &seconds=N, {UsualPause} unless told", exchange => PauseAsync(exchange, StatusCodes.Status503ServiceUnavailable, UsualPause)),
        new("too-many", "429, with Retry-After if &seconds=N tells one", exchange => PauseAsync(exchange, StatusCodes.Status429TooManyRequests, null)),
        new("error", "500 and a web page", exchange => PageAsync(exchange, StatusCodes.Status500InternalServerError, "Something went wrong")),
        new("redirect", "307 to this address without the fault", RedirectAsync),
    ];

    /// <summary>Asks to be left alone for a while.</summary>
    public static Task PauseAsync(Exchange exchange, int status, int? usual)
    {
        if ((exchange.Choice.Seconds ?? usual) is { } seconds)
        {
            exchange.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return exchange.SayAsync(status, "Too many ask at once. Try again later.");
    }

    // As web pages are: no XML, since two of its elements are not closed.
    private static async Task PageAsync(Exchange exchange, int status, string title)
    {
        exchange.Response.StatusCode = status;
        exchange.Response.ContentType = "text/html; charset=utf-8";
        await exchange.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>{title}</title></head>
            <body><h1>{title}</h1><p>Please come back later.<br>Thank you!</p></body>
            </html>

            """, exchange.Ended).ConfigureAwait(false);
    }

    private static Task SendEmptyAsync(Exchange exchange)
    {
        exchange.Response.ContentType = SoapEnvelope.Bare.ContentType;
        exchange.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(Exchange exchange)
    {
        // RFC 9110, 15.5.2: a 401 has a challenge.
        exchange.Response.Headers.WWWAuthenticate = "Basic realm=\"sandbox\"";
        return exchange.SayAsync(StatusCodes.Status401Unauthorized, "Who are you?");
    }

    private static Task RedirectAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        exchange.Response.Headers.Location = $"{request.Scheme}://{request.Host}{request.Path}";
        exchange.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        return Task.CompletedTask;
    }
}
