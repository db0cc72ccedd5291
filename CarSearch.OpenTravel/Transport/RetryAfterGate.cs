using System.Globalization;
using System.Net.Http.Headers;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Transport;

/// <summary>
/// Delays the requests of all searches to a supplier while it requests a pause by Retry-After (RFC 9110, section 10.2.3).
/// </summary>
internal sealed class RetryAfterGate(string name, TimeProvider time)
{
    /// <summary>The longest pause that a request waits for. With a longer one it fails at once.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause that is accepted.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    private readonly Lock sync = new();
    private readonly long start = time.GetTimestamp();
    private long end; // Ticks since the start, so that changes of the system clock have no effect.

    /// <summary>Gets the remaining pause, or zero if there is none.</summary>
    public TimeSpan Remaining => TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref end) - time.GetElapsedTime(start).Ticks));

    /// <summary>Records the pause of a response. A pause that ends later is not shortened.</summary>
    public void Observe(RetryConditionHeaderValue? retryAfter)
    {
        var pause = retryAfter?.Delta ?? (retryAfter?.Date - time.GetUtcNow()) ?? TimeSpan.Zero;
        var newEnd = (time.GetElapsedTime(start) + (pause < MaxPause ? pause : MaxPause)).Ticks;
        lock (sync)
        {
            Volatile.Write(ref end, Math.Max(end, newEnd));
        }
    }

    /// <summary>Waits for the end of the pause, with jitter so that not all requests are sent at once.</summary>
    /// <exception cref="SupplierException">The pause is longer than <see cref="MaxWait"/>.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Remaining is var remaining && remaining > TimeSpan.Zero)
        {
            if (remaining > MaxWait)
            {
                var seconds = Math.Ceiling(remaining.TotalSeconds);
                throw new SupplierException(string.Create(CultureInfo.InvariantCulture, $"{name} requested a pause; {seconds} s remain."));
            }

            await Task.Delay(remaining + Jitter.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
