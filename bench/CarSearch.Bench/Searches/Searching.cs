using System.Diagnostics;
using CarSearch.Bench.Http;
using CarSearch.Bench.Servers;

namespace CarSearch.Bench.Searches;

/// <summary>Starts searches, and makes sure of how they end.</summary>
internal static class Searching
{
    /// <summary>Posts every body at full rate.</summary>
    public static async Task<(LoadResult Load, string[] Tokens)> PostAsync(
        ServerProcess server, IReadOnlyList<string> bodies, int connections, CancellationToken cancellationToken)
    {
        var requests = bodies.Select(body => HttpRequests.Post(server.Port, "/api/searches", body)).ToList();
        var tokens = new string[requests.Count];
        var load = await ClosedLoop.RunAsync(
            server, connections, requests, (i, answer) => tokens[i] = SearchAnswer.Token(answer), cancellationToken);
        return tokens.Distinct().Count() == tokens.Length
            ? (load, tokens)
            : throw new BenchException("Two searches have the same token.");
    }

    /// <summary>Waits until every search has ended, and fails unless every one succeeded.</summary>
    public static async Task<IReadOnlyList<SearchAnswer>> AuditAsync(
        ServerProcess server, IReadOnlyList<string> tokens, TimeSpan limit, CancellationToken cancellationToken)
    {
        var ended = await WaitForEndAsync(server, tokens, limit, cancellationToken);
        var wrong = tokens.Count - ended.Count(answer => answer.Status == "Succeeded");
        return wrong == 0 ? ended : throw new BenchException($"{wrong} of {tokens.Count} searches had not succeeded after {limit}.");
    }

    /// <summary>Waits until every search has ended, or the time is up; gives back those that have.</summary>
    public static async Task<IReadOnlyList<SearchAnswer>> WaitForEndAsync(
        MeasuredServer server, IReadOnlyList<string> tokens, TimeSpan limit, CancellationToken cancellationToken, string? key = null)
    {
        var begin = Stopwatch.GetTimestamp();
        var ended = new SearchAnswer?[tokens.Count];
        var pending = Enumerable.Range(0, tokens.Count).ToList();
        while (true)
        {
            var asked = pending;
            var requests = asked.Select(i => HttpRequests.Get(server.Port, $"/api/searches/{tokens[i]}?limit=1&wait=30", key)).ToList();
            await ClosedLoop.RunAsync(server, 16, requests, (i, answer) => ended[asked[i]] = Read(answer), cancellationToken);
            pending = [.. asked.Where(i => ended[i] is null)];
            if (pending.Count == 0 || Stopwatch.GetElapsedTime(begin) > limit)
            {
                return [.. ended.OfType<SearchAnswer>()];
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>Waits until the server is idle: its searches have ended and been written, without a request.</summary>
    public static async Task SettleAsync(MeasuredServer server, CancellationToken cancellationToken)
    {
        var (last, quiet) = (server.ProcessorTime, 0);
        for (var tries = 0; quiet < 3; tries++)
        {
            if (tries > 600)
            {
                throw new BenchException("The server still works five minutes after its last request.");
            }

            await Task.Delay(500, cancellationToken);
            var now = server.ProcessorTime;
            quiet = now - last <= server.IdleProcessorTime ? quiet + 1 : 0;
            last = now;
        }
    }

    private static SearchAnswer? Read(HttpAnswer answer) =>
        answer.Status is 202 or 503 ? null : SearchAnswer.Parse(answer.Expect(200).Body);
}
