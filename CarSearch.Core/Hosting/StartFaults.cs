using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CarSearch.Hosting;

/// <summary>Tells why a host could not start, where whoever starts it can mend that: a sentence, not a stack.</summary>
public static class StartFaults
{
    /// <summary>The sentence: a wrong setting, a file or a port in use, an address that is not of this machine.</summary>
    /// <returns>Null for a fault that is ours.</returns>
    public static string? Sentence(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: var all } when all.All(one => Sentence(one) is not null) => string.Join(' ', all.Select(Sentence)),
        InvalidOperationException or OptionsValidationException or ArgumentException or FormatException
            or IOException or UnauthorizedAccessException or SocketException => exception.Message,
        _ => null,
    };
}
