using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CarSearch.Functions.Storage;

/// <summary>
/// Tries a call of Blob Storage three times, with pauses of at most a second; one that is not answered at all takes the client's time limit
/// (3 seconds) each time. Where the service asks for a longer pause, the call fails at once with that pause.
/// </summary>
internal sealed class PromptRetries() : RetryPolicy(
    maxRetries: 2, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)))
{
    private const int LongestPause = 1;

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => !AsksForAPause(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        AsksForAPause(message) ? new(false) : base.ShouldRetryAsync(message, exception);

    /// <summary>Whether an answer names a pause that is too long to wait for, or that can't be known to be short.</summary>
    private static bool AsksForAPause(HttpMessage message) =>
        message.HasResponse && message.Response.Headers.TryGetValue("Retry-After", out var text)
        && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestPause);
}
