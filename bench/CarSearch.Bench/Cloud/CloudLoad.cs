using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Cloud;

/// <summary>Measures a running host at any address, such as the cloud host on Azurite or in Azure, under load.</summary>
internal sealed class CloudLoad(CloudOptions options, HttpClient client)
{
    private const int Posting = 20;
    private const int Waiting = 16;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(20);

    private readonly StorageLog? _log = options.StorageLog is { } file ? new(file) : null;
    private int _repeated;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CloudOptions options, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = options.Address, Timeout = s_timeout };
        if (options.Key is { } key)
        {
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        await new CloudLoad(options, client).RunAsync(cancellationToken);
        return 0;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        double? idle = null;
        if (_log is not null)
        {
            var before = _log.Count();
            await Task.Delay(s_idle, cancellationToken);
            idle = (_log.Count() - before) / s_idle.TotalSeconds;
            Console.WriteLine($"idle: {idle:0.0} storage transactions a second");
        }

        var counted = _log?.Count() ?? 0;
        var began = Stopwatch.GetTimestamp();
        var (tokens, posts) = await PostAsync(cancellationToken);
        var posting = Stopwatch.GetElapsedTime(began);
        Console.WriteLine(
            $"POST: {tokens.Count} accepted in {posting.TotalSeconds:0.0} s, p50 {posts.Median:0} ms, p99 {posts.P99:0} ms");
        if (options.PauseBeforeGets > TimeSpan.Zero)
        {
            // So that the transactions of the searches alone are counted: the GETs come after the end.
            await Task.Delay(options.PauseBeforeGets, cancellationToken);
            Count("searches alone", tokens.Count, counted, began, idle);
        }

        var ended = await WaitAsync(tokens, cancellationToken);
        var durations = new Latencies(ended.Select(search => (search.CompletedAt - search.RequestedAt).TotalMilliseconds));
        var all = ended.Max(search => search.CompletedAt) - ended.Min(search => search.RequestedAt);
        var states = string.Join(", ", ended.GroupBy(search => search.Status).Select(group =>
            $"{group.Count()} {group.Key} with {group.Min(search => search.Total)} to {group.Max(search => search.Total)} offers"));
        Console.WriteLine(
            $"ended: {states}; first POST to last end {all.TotalSeconds:0.0} s; " +
            $"a search took p50 {durations.Median / 1000:0.0} s, max {durations.Max / 1000:0.0} s");
        Count("with the GETs", tokens.Count, counted, began, idle);
    }

    private void Count(string what, int searches, int before, long began, double? idle)
    {
        if (_log is not null && idle is { } rate)
        {
            var own = _log.Count() - before - (rate * Stopwatch.GetElapsedTime(began).TotalSeconds);
            Console.WriteLine($"storage, {what}: {own / searches:0.0} transactions a search beside those of the idle host");
        }
    }

    private async Task<(IReadOnlyList<string> Tokens, Latencies Posts)> PostAsync(CancellationToken cancellationToken)
    {
        var tokens = new string[options.Searches];
        var ticks = new long[options.Searches];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Posting, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, options.Searches, parallel, async (i, cancel) =>
        {
            var json = SearchBodies.OneAirport(i, SearchBodies.Airports[i % SearchBodies.Airports.Count]);
            var (status, body, began) = await SendAsync(HttpMethod.Post, "/api/searches", json, cancel);
            tokens[i] = status is HttpStatusCode.Accepted
                ? JsonElement.Parse(body).GetProperty("token").GetString()!
                : throw new BenchException($"POST: {(int)status} {Encoding.UTF8.GetString(body)}");
            ticks[i] = Stopwatch.GetTimestamp() - began;
        });
        if (Interlocked.Exchange(ref _repeated, 0) is > 0 and var refused)
        {
            Console.WriteLine($"POST: {refused} were refused and sent again after Retry-After");
        }

        return (tokens, Latencies.FromTicks(ticks));
    }

    private async Task<IReadOnlyList<SearchAnswer>> WaitAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        var ended = new SearchAnswer[tokens.Count];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Waiting, CancellationToken = limit.Token };
        await Parallel.ForAsync(0, tokens.Count, parallel, async (i, cancel) =>
        {
            HttpStatusCode status;
            byte[] body;
            do
            {
                (status, body, _) = await SendAsync(HttpMethod.Get, $"/api/searches/{tokens[i]}?limit=1&wait=30", null, cancel);
            }
            while (status is HttpStatusCode.Accepted);

            ended[i] = status is HttpStatusCode.OK
                ? SearchAnswer.Parse(body)
                : throw new BenchException($"GET: {(int)status} {Encoding.UTF8.GetString(body)}");
        });
        if (_repeated > 0)
        {
            Console.WriteLine($"GET: {_repeated} were refused and sent again after Retry-After");
        }

        return ended;
    }

    /// <summary>Sends a request, again after Retry-After while it is refused.</summary>
    private async Task<(HttpStatusCode Status, byte[] Body, long Began)> SendAsync(
        HttpMethod method, string path, string? json, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken), began);
            }

            Interlocked.Increment(ref _repeated);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellationToken);
        }
    }
}

/// <summary>Azurite's output, which has a line for every request, whichever of its three services it was for.</summary>
internal sealed partial class StorageLog(string file)
{
    public int Count()
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            count += Request().IsMatch(line) ? 1 : 0;
        }

        return count;
    }

    [GeneratedRegex("\"[A-Z]+ /[^\"]*\" [0-9]{3} ")]
    private static partial Regex Request();
}
