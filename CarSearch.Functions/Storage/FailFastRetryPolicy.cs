using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CarSearch.Functions.Storage;

/// <summary>
/// Retries a call of Blob Storage twice, after at most a second; a call without a response takes the network timeout of the client (3 s)
/// each time. If the service requests a longer delay, the call fails at once with that delay.
/// </summary>
internal sealed class FailFastRetryPolicy() : RetryPolicy(
    maxRetries: 2, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)))
{
    private const int MaxDelaySeconds = 1;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        !RequestsDelay(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        RequestsDelay(message) ? new(false) : base.ShouldRetryAsync(message, exception);

    /// <summary>Returns whether a response requests a delay that is longer, or has a format that is not read here.</summary>
    private static bool RequestsDelay(HttpMessage message) =>
        message.HasResponse && message.Response.Headers.TryGetValue("Retry-After", out var text)
        && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MaxDelaySeconds);
}
