using System.Security.Cryptography;
using System.Text.Json;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Api;

/// <summary>The request handlers of <c>/api/searches</c>. Each host maps its routes and its store and orchestrator to them.</summary>
public sealed class SearchesApi
{
    /// <summary>The path of searches.</summary>
    public const string Path = "/api/searches";

    /// <summary>Gets the timeout of the store and the orchestrator together, for one request.</summary>
    internal static TimeSpan PortTimeout { get; } = TimeSpan.FromSeconds(4.5);

    private readonly SearchRequestReader reader;
    private readonly SearchTelemetry telemetry;
    private readonly CarSearchOptions options;
    private readonly SearchLookup lookup;
    private readonly SearchResultFactory results;
    private readonly TimeProvider time;
    private readonly RequestExceptionHandler exceptions;
    private int waiting;

    /// <summary>Initializes a new instance of the <see cref="SearchesApi"/> class.</summary>
    internal SearchesApi(
        SearchRequestReader reader,
        SearchResultFactory results,
        SearchTelemetry telemetry,
        IOptions<CarSearchOptions> options,
        TimeProvider time,
        ILogger<SearchesApi> logger)
    {
        this.reader = reader;
        this.results = results;
        this.telemetry = telemetry;
        this.options = options.Value;
        this.time = time;
        lookup = new(options.Value, telemetry, time);
        exceptions = new(time, logger);
    }

    /// <summary>POST /api/searches: starts a search. 202, 400, 413, 415, 422, 429, 503.</summary>
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

            if (reader.Read(body.Written, out var problem) is not { } search)
            {
                return problem!;
            }

            var accepted = new AcceptedSearch(SearchToken.New(), time.GetUtcMilliseconds(), search);
            var aborted = request.HttpContext.RequestAborted;
            return await WithTimeoutAsync(StartAsync(key, accepted, store, orchestrator, aborted), aborted).ConfigureAwait(false);
        });

    /// <summary>GET /api/searches/{token}: the state of a search, and the offers that match. 200, 202, 304, 400, 404, 410, 503.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
            OfferQueryReader.Read(request, acceptsUser: false, out var problem) is { } query
                ? await FindAsync(request, token, query, store, orchestrator).ConfigureAwait(false)
                : problem!);

    /// <summary>GET /api/searches?User={token}: the same with the parameter names of the original API.</summary>
    public Task<IResult> GetByUserAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
            OfferQueryReader.Read(request, acceptsUser: true, out var problem) is { } query
                ? await FindAsync(request, query.User!, query, store, orchestrator).ConfigureAwait(false)
                : problem!);

    /// <summary>DELETE /api/searches/{token}: deletes a search and stops it. 204, 400, 404, 503.</summary>
    public Task<IResult> DeleteAsync(HttpRequest request, string token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        exceptions.ExecuteAsync(request, async () =>
        {
            if (QueryNames.Check(request) is { } invalid)
            {
                return invalid;
            }

            if (!SearchToken.TryParse(token, out var search))
            {
                return Problem.SearchNotFound;
            }

            var aborted = request.HttpContext.RequestAborted;
            return await WithTimeoutAsync(TryDeleteAsync(search, store, orchestrator, aborted), aborted).ConfigureAwait(false)
                ? ApiResponse.Empty(request.HttpContext, StatusCodes.Status204NoContent)
                : Problem.SearchNotFound;
        });

    /// <summary>Deletes a search. Returns false if it does not exist.</summary>
    private async ValueTask<bool> TryDeleteAsync(
        SearchToken search, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken aborted)
    {
        for (var tries = 0; tries < StoreUnavailableException.MaxAttempts; tries++)
        {
            var found = await store.ReadAsync(search, aborted).ConfigureAwait(false);
            var requestedAt = found is null
                ? (await orchestrator.GetStateAsync(search, aborted).ConfigureAwait(false))?.Search.RequestedAt
                : found.Record.RequestedAt;
            if (requestedAt is null || found?.Record.Status is SearchStatus.Deleted)
            {
                return false;
            }

            var tombstone = SearchRecord.Tombstone(search, requestedAt.Value, time.GetUtcMilliseconds());
            if (await store.WriteAsync(tombstone, found?.Version, aborted).ConfigureAwait(false) is not null)
            {
                // The search is deleted: a caller that disconnects must not prevent the stop.
                await orchestrator.StopAsync(search, CancellationToken.None).ConfigureAwait(false);
                return true;
            }
        }

        throw StoreUnavailableException.Contended();
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

    private async ValueTask<IResult> StartAsync(
        string? key, AcceptedSearch search, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken aborted)
    {
        using var reservation = await orchestrator.ReserveAsync(search, aborted).ConfigureAwait(false);
        if (key is not null)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(search.Request, SearchJson.Default.SearchRequest);
            var digest = Convert.ToHexStringLower(SHA256.HashData(json));

            // A rejected search writes no claim. A repetition of an accepted search returns its token under any load.
            var claim = reservation.RetryAfter is null
                ? await store.ClaimAsync(new(key, search.Token, digest, search.RequestedAt), aborted).ConfigureAwait(false)
                : await store.FindClaimAsync(key, search.RequestedAt, aborted).ConfigureAwait(false);
            if (claim is not null)
            {
                if (claim.RequestDigest != digest)
                {
                    return Problem.IdempotencyKeyReused;
                }

                // A crash between claim and start leaves a search that only a repetition can start.
                if (claim.Token != search.Token && await IsStartedAsync(claim.Token).ConfigureAwait(false))
                {
                    return results.CreateAccepted(claim.Token);
                }

                search = search with { Token = claim.Token };
            }
        }

        if (reservation.RetryAfter is { } retryAfter)
        {
            return Problem.TooManySearches(retryAfter);
        }

        await orchestrator.StartAsync(search, reservation, aborted).ConfigureAwait(false);
        telemetry.Started();
        return results.CreateAccepted(search.Token);

        async ValueTask<bool> IsStartedAsync(SearchToken token) =>
            await store.ReadAsync(token, aborted).ConfigureAwait(false) is not null
            || await orchestrator.GetStateAsync(token, aborted).ConfigureAwait(false) is not null;
    }

    private async Task<IResult> FindAsync(
        HttpRequest request, string tokenText, SearchQuery query, ISearchStore store, ISearchOrchestrator orchestrator)
    {
        if (!SearchToken.TryParse(tokenText, out var token))
        {
            return Problem.SearchNotFound;
        }

        var aborted = request.HttpContext.RequestAborted;
        var found = await WithTimeoutAsync(lookup.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
        var preferredWait = query.Wait is null ? WaitPreference.Parse(request.Headers["Prefer"]) : null;
        if (found.Stored is { Record.IsEnded: false } && (query.Wait ?? preferredWait) is { } wait && wait > TimeSpan.Zero)
        {
            if (await WaitAsync(token, wait, orchestrator, aborted).ConfigureAwait(false))
            {
                found = await WithTimeoutAsync(lookup.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
            }
            else
            {
                preferredWait = null;
            }
        }

        return found.Stored is { } stored ? results.Create(stored, query.Offers, preferredWait)
            : found.IsExpired ? Problem.SearchExpired
            : Problem.SearchNotFound;
    }

    /// <summary>Waits for the end of a search. Returns false if too many requests are waiting.</summary>
    private async Task<bool> WaitAsync(SearchToken token, TimeSpan wait, ISearchOrchestrator orchestrator, CancellationToken aborted)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > options.MaxWaiting)
            {
                return false;
            }

            await orchestrator.WaitForEndAsync(token, wait, aborted).ConfigureAwait(false);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }
}
