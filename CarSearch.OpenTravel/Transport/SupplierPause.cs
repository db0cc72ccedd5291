using System.Globalization;
using System.Net.Http.Headers;
using CarSearch.Common;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Transport;

/// <summary>The time for which a supplier has asked to be left alone (RFC 9110, section 10.2.3: Retry-After). It holds for all searches.</summary>
internal sealed class SupplierPause(string name, TimeProvider time)
{
    /// <summary>The longest pause that a search waits for; with a longer one it fails at once.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause that is believed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly long began = time.GetTimestamp();
    private long until; // Ticks since it began: changes of the wall clock do not matter.

    /// <summary>How long the supplier still wants to be left alone; zero when it does not.</summary>
    public TimeSpan Left => TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref until) - time.GetElapsedTime(began).Ticks));

    /// <summary>Takes note of what a supplier has asked for. A pause that lasts longer already is not shortened.</summary>
    public void Heed(RetryConditionHeaderValue? retryAfter)
    {
        var pause = retryAfter?.Delta ?? (retryAfter?.Date - time.GetUtcNow()) ?? TimeSpan.Zero;
        var end = (time.GetElapsedTime(began) + (pause < Longest ? pause : Longest)).Ticks;
        var known = Volatile.Read(ref until);
        while (end > known)
        {
            var found = Interlocked.CompareExchange(ref until, end, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }

    /// <summary>Waits until the pause is over, and a little longer so that not all searches come back at once.</summary>
    /// <exception cref="SupplierException">It takes longer than a search waits.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Left is var left && left > TimeSpan.Zero)
        {
            if (left > LongestWait)
            {
                throw new SupplierException(string.Create(CultureInfo.InvariantCulture, $"{name} asked to be left alone for {Math.Ceiling(left.TotalSeconds)} s more."));
            }

            await Task.Delay(left + Jitter.Next(), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
