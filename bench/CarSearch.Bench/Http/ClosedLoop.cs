using System.Diagnostics;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Http;

/// <summary>What a round of requests took, of the time, and of the processors of the server.</summary>
internal sealed record LoadResult(int Requests, TimeSpan Elapsed, TimeSpan ProcessorTime, Latencies Latencies)
{
    public double PerSecond => Requests / Elapsed.TotalSeconds;

    public static string Describe(IReadOnlyList<LoadResult> rounds) =>
        $"p50 {rounds.Average(round => round.Latencies.Median):0.0} ms, p99 {rounds.Average(round => round.Latencies.P99):0.0} ms, " +
        $"{rounds.Average(round => (round.ProcessorTime / round.Requests).TotalMicroseconds):N0} µs of the server's CPU a request";
}

/// <summary>Load at full rate: so many connections, each sending its next request as soon as it has its answer.</summary>
internal static class ClosedLoop
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Sends every request once, in order. The check is called by many threads, and throws at what it does not expect.</summary>
    public static async Task<LoadResult> RunAsync(
        MeasuredServer server, int connections, IReadOnlyList<byte[]> requests, Action<int, HttpAnswer> check,
        CancellationToken cancellationToken)
    {
        var ticks = new long[requests.Count];
        var next = -1;
        var count = Math.Min(connections, requests.Count);
        var before = server.ProcessorTime;
        var elapsed = await ConnectionGroup.RunAsync(server.Port, count, s_limit, WorkAsync, cancellationToken);
        return new(requests.Count, elapsed, server.ProcessorTime - before, Latencies.FromTicks(ticks));

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
