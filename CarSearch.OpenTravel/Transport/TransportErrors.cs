using System.Net;
using System.Security.Authentication;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// Converts HTTP status codes and exceptions of the transport to <see cref="SupplierException"/>, with messages for callers of the API.
/// </summary>
/// <remarks>
/// Inner exceptions are for the log. The platform's connection errors name a host and a port at most, never the rest of an address. Any
/// other may contain parts of a request or a response and is logged without its message (<see cref="RedactedException"/>).
/// </remarks>
internal static class TransportErrors
{
    /// <summary>Returns whether a retry may succeed (RFC 9110, section 15). 501 and 505 are permanent.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    /// <summary>Returns whether the body may contain a SOAP fault (SOAP 1.1, section 6.2; SOAP 1.2 part 2, table 20).</summary>
    public static bool MayContainFault(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError
        && response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Converts a status code that does not indicate success.</summary>
    public static SupplierException From(string name, HttpStatusCode status) => new(
        (int)status switch
        {
            >= 300 and < 400 => $"{name} redirected the request (HTTP {(int)status}); its Endpoint must be the target of the redirect.",
            401 or 403 or 407 => $"{name} rejected the credentials (HTTP {(int)status}).",
            404 or 410 => $"{name} has no service at its configured Endpoint (HTTP {(int)status}).",
            429 or 503 => $"{name} is overloaded (HTTP {(int)status}).",
            >= 400 and < 500 and not 408 => $"{name} rejected the request (HTTP {(int)status}).",
            _ => $"{name} failed (HTTP {(int)status}).",
        },
        IsTransient(status));

    /// <summary>Converts an exception thrown while a request was sent or its response was read, except the caller's cancellation.</summary>
    public static SupplierException From(string name, Exception exception) => exception switch
    {
        SupplierException failure => failure,
        HttpRequestException { HttpRequestError: var error } => From(name, error, exception),
        HttpIOException { HttpRequestError: var error } => From(name, error, exception),
        IOException => ResponseEnded(name, exception),
        InvalidDataException => new($"{name}'s response could not be decompressed.", isTransient: true, exception),

        // The handler's connect timeout, since the caller's cancellation is handled before.
        OperationCanceledException => Unreachable(name, exception),
        _ => new($"{name}'s response could not be processed.", innerException: new RedactedException(exception)),
    };

    private static SupplierException From(string name, HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => new($"{name}'s host name could not be resolved.", isTransient: true, exception),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => Unreachable(name, exception),

        // A handshake that ends early is a broken connection, not a matter of trust.
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
            new($"{name}'s TLS certificate or protocol is not trusted.", innerException: exception),
        HttpRequestError.InvalidResponse => new($"{name}'s response is not valid HTTP.", innerException: new RedactedException(exception)),
        HttpRequestError.ConfigurationLimitExceeded => new($"{name}'s response headers exceed the size limit.", innerException: exception),
        HttpRequestError.ResponseEnded => ResponseEnded(name, exception),
        _ => new($"{name} closed the connection.", isTransient: true, exception),
    };

    private static SupplierException Unreachable(string name, Exception exception) =>
        new($"{name} could not be reached.", isTransient: true, exception);

    private static SupplierException ResponseEnded(string name, Exception exception) =>
        new($"{name}'s response ended prematurely.", isTransient: true, exception);
}

/// <summary>Replaces an exception whose message may contain parts of a request or a response: keeps its type and stack trace.</summary>
internal sealed class RedactedException(Exception cause)
    : Exception($"{cause.GetType().FullName}; the message is omitted, since it may contain parts of the request or the response.")
{
    /// <inheritdoc/>
    public override string? StackTrace => cause.StackTrace;
}
