using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CarSearch.Bench.Http;
using CarSearch.Bench.Searches;

namespace CarSearch.Bench.Cloud;

/// <summary>Measures a running host at any address, such as the cloud host on Azurite or in Azure, under load.</summary>
internal sealed class CloudLoad(CloudOptions options) : IDisposable
{
    private const int Posting = 20;
    private const int Waiting = 16;

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(7);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(20);

    private readonly HttpClient _client = Client(options);
    private readonly StorageLog? _log = options.StorageLog is { } file ? new(file) : null;

    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> MainAsync(string[] args)
    {
        if (CloudOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(CloudOptions.Usage);
            return 2;
        }

        try
        {
            using var load = new CloudLoad(options);
            await load.RunAsync(CancellationToken.None);
            return 0;
        }
        catch (Exception exception) when (exception is BenchException or HttpRequestException or OperationCanceledException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
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
        var durations = new Latencies(ended.Select(search => (search.Completed - search.Requested).TotalMilliseconds));
        var all = ended.Max(search => search.Completed) - ended.Min(search => search.Requested);
        var states = string.Join(", ", ended.GroupBy(search => search.Status).Select(group =>
            $"{group.Count()} {group.Key} with {group.Min(search => search.Offers)} to {group.Max(search => search.Offers)} offers"));
        Console.WriteLine(
            $"ended: {states}; first POST to last end {all.TotalSeconds:0.0} s; " +
            $"a search took p50 {durations.Median / 1000:0.0} s, max {durations.Max / 1000:0.0} s");
        Count("with the GETs", tokens.Count, counted, began, idle);
    }

    public void Dispose() => _client.Dispose();

    private static HttpClient Client(CloudOptions options)
    {
        var client = new HttpClient { BaseAddress = options.Address, Timeout = s_timeout };
        if (options.Key is { } key)
        {
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        return client;
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
        var refused = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Posting, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, options.Searches, parallel, async (i, cancel) =>
        {
            var json = SearchBodies.OneAirport(i, SearchBodies.Airports[i % SearchBodies.Airports.Count]);
            long began;
            HttpResponseMessage answer;
            while (true)
            {
                began = Stopwatch.GetTimestamp();
                using var body = new StringContent(json, Encoding.UTF8, "application/json");
                answer = await _client.PostAsync("/api/searches", body, cancel);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                {
                    break;
                }

                Interlocked.Increment(ref refused);
                var delay = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
                answer.Dispose();
                await Task.Delay(delay, cancel);
            }

            using var accepted = answer;
            if (answer.StatusCode is not HttpStatusCode.Accepted)
            {
                throw new BenchException($"POST: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
            }

            tokens[i] = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("token").GetString()!;
            ticks[i] = Stopwatch.GetTimestamp() - began;
        });
        if (refused > 0)
        {
            Console.WriteLine($"POST: {refused} were refused and sent again after Retry-After");
        }

        return (tokens, Latencies.FromTicks(ticks));
    }

    private async Task<IReadOnlyList<EndedSearch>> WaitAsync(IReadOnlyList<string> tokens, CancellationToken cancellationToken)
    {
        var ended = new EndedSearch[tokens.Count];
        var unavailable = 0;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Waiting, CancellationToken = limit.Token };
        await Parallel.ForAsync(0, tokens.Count, parallel, async (i, cancel) =>
        {
            while (true)
            {
                using var answer = await _client.GetAsync($"/api/searches/{tokens[i]}?limit=1&wait=30", cancel);
                if (answer.StatusCode is HttpStatusCode.OK)
                {
                    var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
                    ended[i] = new(
                        body.GetProperty("status").GetString()!,
                        body.GetProperty("requestedAt").GetDateTimeOffset(),
                        body.GetProperty("completedAt").GetDateTimeOffset(),
                        body.GetProperty("total").GetInt32());
                    return;
                }

                if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref unavailable);
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancel);
                    continue;
                }

                if (answer.StatusCode is not HttpStatusCode.Accepted)
                {
                    throw new BenchException($"GET: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
                }
            }
        });
        if (unavailable > 0)
        {
            Console.WriteLine($"GET: {unavailable} were answered 503 and sent again");
        }

        return ended;
    }

    private sealed record EndedSearch(string Status, DateTimeOffset Requested, DateTimeOffset Completed, int Offers);
}
