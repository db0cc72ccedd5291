using System.Security.Authentication;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Transport;

/// <summary>What goes wrong on the way to a supplier and back, in sentences that a caller of the API may read.</summary>
/// <remarks>
/// The causes are for the log. Those that the platform makes of connections name a host and a port at most, never the rest of an
/// address; any other may quote a request or an answer, and is logged without its message.
/// </remarks>
internal static class TransportErrors
{
    /// <summary>Tells what has gone wrong.</summary>
    /// <param name="name">The supplier.</param>
    /// <param name="exception">What was thrown while it was asked, or its answer read; not the caller's cancellation.</param>
    public static SupplierException From(string name, Exception exception) => exception switch
    {
        SupplierException told => told,
        HttpRequestException { HttpRequestError: var error } => From(name, error, exception),
        HttpIOException { HttpRequestError: var error } => From(name, error, exception),
        IOException => BrokenOff(name, exception),
        InvalidDataException => new($"{name}'s answer can't be decompressed.", isTransient: true, exception),

        // Nobody has canceled it, so that it was the handler's own limit for making a connection.
        OperationCanceledException => Unreached(name, exception),
        _ => new($"{name}'s answer could not be used.", innerException: new UnquotedException(exception)),
    };

    private static SupplierException From(string name, HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => new($"{name}'s address can't be found.", isTransient: true, exception),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => Unreached(name, exception),

        // A handshake that ends early is a connection that breaks, and no matter of trust.
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
            new($"{name}'s certificate or encryption can't be trusted.", innerException: exception),
        HttpRequestError.InvalidResponse => new($"{name}'s answer is not HTTP.", innerException: new UnquotedException(exception)),
        HttpRequestError.ConfigurationLimitExceeded => new($"{name}'s answer has more headers than are read.", innerException: exception),
        HttpRequestError.ResponseEnded => BrokenOff(name, exception),
        _ => new($"{name} broke off the connection.", isTransient: true, exception),
    };

    private static SupplierException Unreached(string name, Exception exception) => new($"{name} could not be reached.", isTransient: true, exception);

    private static SupplierException BrokenOff(string name, Exception exception) => new($"{name} broke off its answer.", isTransient: true, exception);
}
