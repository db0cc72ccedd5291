using System.Diagnostics;

namespace CarSearch.Bench.Http;

/// <summary>What a round of requests took.</summary>
internal sealed record LoadResult(int Requests, TimeSpan Elapsed, Latencies Latencies)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;
}

/// <summary>Load at full rate: so many connections, each sending its next request as soon as it has its answer.</summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Sends every request once, in order. The check is called by many threads, and throws at what it does not expect.</summary>
    public static async Task<LoadResult> RunAsync(
        int port, int connections, IReadOnlyList<byte[]> requests, Action<int, HttpAnswer> check, CancellationToken cancellationToken)
    {
        var ticks = new long[requests.Count];
        var next = -1;
        var count = Math.Min(connections, requests.Count);
        var elapsed = await ConnectionGroup.RunAsync(port, count, s_limit, WorkAsync, cancellationToken);
        return new LoadResult(requests.Count, elapsed, Latencies.FromTicks(ticks));

        async Task WorkAsync(HttpConnection connection, CancellationToken stop)
        {
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.SendAsync(requests[i], stop);
                ticks[i] = Stopwatch.GetTimestamp() - sent;
                check(i, answer);
            }
        }
    }
}
