using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CarSearch.Hosting;

/// <summary>Describes startup errors that the operator can correct, so that the host writes a message instead of a stack trace.</summary>
public static class StartupErrors
{
    /// <summary>Returns the message for an invalid setting, a file or port in use, or an unavailable address.</summary>
    /// <returns>The message; null if the error is not one that the operator can correct.</returns>
    public static string? TryDescribe(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: var all } when all.All(inner => TryDescribe(inner) is not null) =>
            string.Join(' ', all.Select(TryDescribe)),
        InvalidOperationException or OptionsValidationException or ArgumentException or FormatException
            or IOException or UnauthorizedAccessException or SocketException => exception.Message,
        _ => null,
    };
}
