using CarSearch.Offers;
using CarSearch.Places;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Api;

/// <summary>The request handlers of <c>/api/searches</c>. Each host maps its routes and its store and orchestrator to them.</summary>
public sealed class SearchesApi(
    PlaceCatalog places,
    SearchTelemetry telemetry,
    IOptions<CarSearchOptions> options,
    SearchClock clock,
    TimeProvider time,
    ILogger<SearchesApi> logger)
{
    /// <summary>The path of searches.</summary>
    public const string Path = "/api/searches";

    /// <summary>Gets the timeout of the store and the orchestrator together, for one request.</summary>
    internal static TimeSpan PortTimeout { get; } = TimeSpan.FromSeconds(4.5);

    /// <summary>The length of a GUID: the digits in groups of 8, 4, 4, 4 and 12.</summary>
    private const int GuidLength = 36;

    private readonly SearchService searches = new(options.Value, telemetry, clock);
    private readonly SearchResultFactory results = new(places, options.Value, clock);
    private readonly RequestExceptionHandler exceptions = new(time, logger);
    private int waiting;

    /// <summary>POST /api/searches: starts a search. 202, 400, 408, 413, 415, 422, 429, 503.</summary>
    public Task<IResult> StartAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
        {
            if (QueryNames.Check(request) is { } invalid)
            {
                return invalid;
            }

            var (key, invalidKey) = IdempotencyKey.Read(request);
            using var body = new RequestBody();
            if ((invalidKey ?? await body.ReadAsync(request).ConfigureAwait(false)) is { } unreadable)
            {
                return unreadable;
            }

            if (new SearchRequestReader(places, time).Read(body.Text, out var problem) is not { } search)
            {
                return problem!;
            }

            var aborted = request.HttpContext.RequestAborted;
            var start = searches.StartAsync(
                search, key, request.HttpContext.User.Identity?.Name, isOutdated: problem is not null, store, orchestrator, aborted);
            var started = await WithTimeoutAsync(start, aborted).ConfigureAwait(false);
            return started.Status switch
            {
                StartStatus.Accepted => results.CreateAccepted(request, started.Record!, started.Delay),
                StartStatus.Rejected => Problem.TooManySearches(started.Delay),
                StartStatus.KeyReused => Problem.IdempotencyKeyReused,
                _ => problem!,
            };
        });

    /// <summary>GET /api/searches/{token}: the state of a search, and the offers that match. 200, 202, 304, 400, 404, 410, 503.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string? token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
            OfferQueryReader.Read(request, acceptsUser: token is null, out var problem) is { } query
                ? await FindAsync(request, token ?? query.User!, query, store, orchestrator).ConfigureAwait(false)
                : problem!);

    /// <summary>GET /api/searches?User={token}: the same with the parameter names of the original API.</summary>
    public Task<IResult> GetByUserAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) =>
        GetAsync(request, token: null, store, orchestrator);

    /// <summary>GET /api/searches/{token}/offers/{id}: one offer. 200, 304, 400, 404, 410, 503.</summary>
    public Task<IResult> GetOfferAsync(
        HttpRequest request, string token, string id, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
        {
            if (Check(request, token, out var search) is { } problem)
            {
                return problem;
            }

            var aborted = request.HttpContext.RequestAborted;
            var found = await WithTimeoutAsync(searches.FindAsync(search, store, orchestrator, aborted), aborted).ConfigureAwait(false);
            return found.Stored is not { } stored ? NotServed(found)
                : OfferJson.TryParseId(id, out var offer) && stored.Offers.Find(offer) is { } json
                    ? ApiResponse.Conditional(json, EntityTags.Compute(json.Span))
                : Problem.OfferNotFound;
        });

    /// <summary>DELETE /api/searches/{token}: deletes a search and stops it. 204, 400, 404, 503.</summary>
    public Task<IResult> DeleteAsync(HttpRequest request, string token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
        {
            if (Check(request, token, out var search) is { } problem)
            {
                return problem;
            }

            var aborted = request.HttpContext.RequestAborted;
            return await WithTimeoutAsync(searches.DeleteAsync(search, store, orchestrator, aborted), aborted).ConfigureAwait(false)
                ? ApiResponse.Empty(request.HttpContext, StatusCodes.Status204NoContent)
                : Problem.SearchNotFound;
        });

    /// <summary>Checks a request without query parameters for a search. Returns null if it is valid.</summary>
    private static Problem? Check(HttpRequest request, string token, out SearchToken search)
    {
        var isToken = TryParseToken(token, out search);
        return QueryNames.Check(request) ?? (isToken ? null : Problem.SearchNotFound);
    }

    /// <summary>
    /// Parses the token of a request. Unlike in stored data, capitals make no difference, nor do dashes in the places in which a GUID has
    /// them.
    /// </summary>
    internal static bool TryParseToken(string text, out SearchToken token)
    {
        if (text.Length == GuidLength && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-')
        {
            text = text.Replace("-", "", StringComparison.Ordinal);
        }

        return SearchToken.TryParse(text.Length == SearchToken.Length ? text.ToLowerInvariant() : null, out token);
    }

    /// <summary>Waits for a call with a timeout. The call itself continues.</summary>
    private async ValueTask<T> WithTimeoutAsync<T>(ValueTask<T> call, CancellationToken aborted)
    {
        if (call.IsCompleted)
        {
            return await call.ConfigureAwait(false);
        }

        try
        {
            return await call.AsTask().WaitAsync(PortTimeout, time, aborted).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new StoreUnavailableException("The store or the orchestrator did not respond in time.", exception);
        }
    }

    private async Task<IResult> FindAsync(
        HttpRequest request, string tokenText, SearchQuery query, ISearchStore store, ISearchOrchestrator orchestrator)
    {
        if (!TryParseToken(tokenText, out var token))
        {
            return Problem.SearchNotFound;
        }

        var aborted = request.HttpContext.RequestAborted;
        var found = await WithTimeoutAsync(searches.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
        var preferredWait = query.Wait is null ? WaitPreference.Parse(request.Headers["Prefer"]) : null;
        var condition = query.CreateCondition(request.Headers.IfNoneMatch);
        if (found.Stored is { Record.IsEnded: false } pending
            && (query.Wait ?? preferredWait) is { } wait && wait > TimeSpan.Zero
            && condition?.Invoke(pending) is not true)
        {
            if (await WaitAsync(token, condition, wait, orchestrator, aborted).ConfigureAwait(false))
            {
                found = await WithTimeoutAsync(searches.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
            }
            else
            {
                preferredWait = null;
            }
        }

        return found.Stored is { } stored ? results.Create(stored, query.Offers, preferredWait, found.ExpectedWait) : NotServed(found);
    }

    private static Problem NotServed(LookupResult found) => found.IsExpired ? Problem.SearchExpired : Problem.SearchNotFound;

    /// <summary>Waits for the end of a search, or a condition. Returns false if too many requests are waiting.</summary>
    private async Task<bool> WaitAsync(
        SearchToken token,
        Func<StoredRecord, bool>? condition,
        TimeSpan wait,
        ISearchOrchestrator orchestrator,
        CancellationToken aborted)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > options.Value.MaxWaiting)
            {
                return false;
            }

            await orchestrator.WaitAsync(token, condition, wait, aborted).ConfigureAwait(false);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
