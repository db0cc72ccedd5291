using System.Diagnostics;
using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Overload;

/// <summary>
/// What became of a load: how many POSTs were accepted, refused (429 with a <c>Retry-After</c> of 1 to 60 s) or got 503, the searches that
/// have ended, and the latencies of the POSTs from when they were due. Its end is when all POSTs were answered.
/// </summary>
internal sealed record OfferedLoad(
    int Offered, int Accepted, int Refused, int Unavailable, IReadOnlyList<SearchAnswer> Ended, Latencies Posts, DateTimeOffset Begin,
    long End)
{
    /// <summary>A run takes what its slowest supplier takes; what is left of a search's time, it has waited.</summary>
    public TimeSpan LongestWait => Ended
        .Select(answer => answer.CompletedAt - answer.RequestedAt - TimeSpan.FromMilliseconds(answer.SlowestMs)).DefaultIfEmpty().Max();

    /// <summary>Offers searches at a fixed rate, and waits until all that were accepted have ended, or the limit is reached.</summary>
    public static async Task<OfferedLoad> RunAsync(
        MeasuredServer server, IReadOnlyList<string> bodies, double rate, int connections, TimeSpan latency, TimeSpan limit,
        CancellationToken cancellationToken, string? key = null)
    {
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body, key)).ToList();
        var tokens = new string?[requests.Count];
        var (refused, unavailable) = (0, 0);
        var begin = TimeProvider.System.GetUtcNow();
        var times = await new OpenLoop(server.Port, connections, rate).RunAsync(requests, Take, cancellationToken);
        var end = Stopwatch.GetTimestamp();
        string[] accepted = [.. tokens.OfType<string>()];
        await Task.Delay(latency, cancellationToken);
        var ended = await Searching.WaitForEndAsync(server, accepted, limit, cancellationToken, key);
        var posts = Latencies.FromTicks(times.Select(time => time.Answered - time.Due));
        return new(requests.Count, accepted.Length, refused, unavailable, ended, posts, begin, end);

        void Take(int index, HttpAnswer answer)
        {
            switch (answer.Status)
            {
                case 429 when int.TryParse(answer.Header("Retry-After"), out var wait) && wait is >= 1 and <= 60:
                    Interlocked.Increment(ref refused);
                    break;
                case 503:
                    Interlocked.Increment(ref unavailable);
                    break;
                default:
                    tokens[index] = SearchAnswer.Token(answer);
                    break;
            }
        }
    }
}
