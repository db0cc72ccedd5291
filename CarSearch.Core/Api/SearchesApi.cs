using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch.Api;

/// <summary>The addresses under <c>/api/searches</c>: all that their callers can see. Each host binds its routes and its two ports to these.</summary>
public sealed class SearchesApi
{
    /// <summary>The path of all searches.</summary>
    public const string Path = "/api/searches";

    /// <summary>How long a caller waits for the store and the orchestrator together.</summary>
    internal static TimeSpan MaxPortTime { get; } = TimeSpan.FromSeconds(4.5);

    private static readonly Problem KeyReused = new()
    {
        Status = StatusCodes.Status422UnprocessableEntity,
        Code = "IdempotencyKeyReused",
        Detail = "This Idempotency-Key was used within the last day for another search. Send a new key with a new search.",
    };

    private readonly SearchRequestReader reader;
    private readonly SearchTelemetry telemetry;
    private readonly CarSearchOptions options;
    private readonly SearchLookup lookup;
    private readonly SearchAnswers answers;
    private readonly TimeProvider time;
    private readonly Guard guard;
    private int waiting;

    /// <summary>Makes the handlers. Their parts come from <see cref="CarSearchServices.AddCarSearch"/>.</summary>
    internal SearchesApi(
        SearchRequestReader reader,
        SearchAnswers answers,
        SearchTelemetry telemetry,
        IOptions<CarSearchOptions> options,
        TimeProvider time,
        ILogger<SearchesApi> logger)
    {
        this.reader = reader;
        this.answers = answers;
        this.telemetry = telemetry;
        this.options = options.Value;
        this.time = time;
        lookup = new(options.Value, telemetry, time);
        guard = new(logger);
    }

    /// <summary>POST /api/searches: starts a search. 202, 400, 413, 415, 422, 429, 503.</summary>
    public Task<IResult> StartAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) => guard.RunAsync(request, async () =>
    {
        if (QueryNames.Check(request) is { } refused)
        {
            return refused;
        }

        var (key, wrong) = IdempotencyKey.Read(request);
        using var body = new RequestBody();
        if ((wrong ?? await body.ReadAsync(request).ConfigureAwait(false)) is { } unreadable)
        {
            return unreadable;
        }

        if (reader.Read(body.Written, out var problem) is not { } search)
        {
            return problem!;
        }

        var accepted = new AcceptedSearch(SearchToken.New(), time.GetUtcMilliseconds(), search);
        var aborted = request.HttpContext.RequestAborted;
        return await InTimeAsync(StartAsync(key, accepted, store, orchestrator, aborted), aborted).ConfigureAwait(false);
    });

    /// <summary>GET /api/searches/{token}: the state of a search, and the offers that match. 200, 202, 304, 400, 404, 410, 503.</summary>
    public Task<IResult> GetAsync(HttpRequest request, string token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        guard.RunAsync(request, async () =>
            OfferQueryReader.Read(request, acceptsUser: false, out var problem) is { } query
                ? await FindAsync(request, token, query, store, orchestrator).ConfigureAwait(false)
                : problem!);

    /// <summary>GET /api/searches?User={token}: the same by the names of the original API.</summary>
    public Task<IResult> GetByUserAsync(HttpRequest request, ISearchStore store, ISearchOrchestrator orchestrator) =>
        guard.RunAsync(request, async () =>
            OfferQueryReader.Read(request, acceptsUser: true, out var problem) is { } query
                ? await FindAsync(request, query.User!, query, store, orchestrator).ConfigureAwait(false)
                : problem!);

    /// <summary>DELETE /api/searches/{token}: its offers are gone, and it stops. 204, 400, 404, 503.</summary>
    public Task<IResult> DeleteAsync(HttpRequest request, string token, ISearchStore store, ISearchOrchestrator orchestrator) =>
        guard.RunAsync(request, async () =>
        {
            if (QueryNames.Check(request) is { } refused)
            {
                return refused;
            }

            if (!SearchToken.TryParse(token, out var search))
            {
                return Problem.NoSuchSearch;
            }

            var aborted = request.HttpContext.RequestAborted;
            return await InTimeAsync(DeleteAsync(search, store, orchestrator, aborted), aborted).ConfigureAwait(false);
        });

    private async ValueTask<IResult> DeleteAsync(SearchToken search, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken aborted)
    {
        for (var tries = 0; tries < StoreUnavailableException.MaxAttempts; tries++)
        {
            var found = await store.ReadAsync(search, aborted).ConfigureAwait(false);
            var requestedAt = found is null
                ? (await orchestrator.GetStateAsync(search, aborted).ConfigureAwait(false))?.Search.RequestedAt
                : found.Record.RequestedAt;
            if (requestedAt is null || found?.Record.Status is SearchStatus.Deleted)
            {
                return Problem.NoSuchSearch;
            }

            var tombstone = SearchRecord.Tombstone(search, requestedAt.Value, time.GetUtcMilliseconds());
            if (await store.WriteAsync(tombstone, found?.Version, aborted).ConfigureAwait(false) is not null)
            {
                // From here on the search is gone, whether or not its caller waits; so the rest does not depend on it.
                await orchestrator.StopAsync(search, CancellationToken.None).ConfigureAwait(false);
                return EmptyAnswer.NoContent;
            }
        }

        throw StoreUnavailableException.Contended();
    }

    /// <summary>Waits for what the store and the orchestrator do for a caller, not longer than a caller waits; it is not interrupted.</summary>
    private async ValueTask<T> InTimeAsync<T>(ValueTask<T> call, CancellationToken aborted)
    {
        if (call.IsCompleted)
        {
            return await call.ConfigureAwait(false);
        }

        try
        {
            return await call.AsTask().WaitAsync(MaxPortTime, time, aborted).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new StoreUnavailableException(
                string.Create(CultureInfo.InvariantCulture, $"The store or the orchestrator did not answer within {MaxPortTime.TotalSeconds} s."), exception);
        }
    }

    private async ValueTask<IResult> StartAsync(
        string? key, AcceptedSearch search, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken aborted)
    {
        using var reservation = await orchestrator.ReserveAsync(search, aborted).ConfigureAwait(false);
        if (key is not null)
        {
            var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(search.Request, SearchJson.Default.SearchRequest)));

            // A refused search writes nothing, its claim included. A repeat of an accepted one gets its token under any load.
            var claim = reservation.RetryAfter is null
                ? await store.ClaimAsync(new(key, search.Token, digest, search.RequestedAt), aborted).ConfigureAwait(false)
                : await store.FindClaimAsync(key, search.RequestedAt, aborted).ConfigureAwait(false);
            if (claim is not null)
            {
                if (claim.RequestDigest != digest)
                {
                    return KeyReused;
                }

                // A crash can fall between the claim and the start, so every repeat makes sure that the search has been started.
                if (claim.Token != search.Token && await IsStartedAsync(claim.Token).ConfigureAwait(false))
                {
                    return answers.Accepted(claim.Token);
                }

                search = search with { Token = claim.Token };
            }
        }

        if (reservation.RetryAfter is { } retryAfter)
        {
            return new Problem
            {
                Status = StatusCodes.Status429TooManyRequests,
                Code = "TooManySearches",
                Detail = "More searches are waiting than can be started in time. Nothing was accepted; send it again after Retry-After seconds.",
                RetryAfter = retryAfter,
            };
        }

        await orchestrator.StartAsync(search, reservation, aborted).ConfigureAwait(false);
        telemetry.Started();
        return answers.Accepted(search.Token);

        async ValueTask<bool> IsStartedAsync(SearchToken token) =>
            await store.ReadAsync(token, aborted).ConfigureAwait(false) is not null
            || await orchestrator.GetStateAsync(token, aborted).ConfigureAwait(false) is not null;
    }

    private async Task<IResult> FindAsync(
        HttpRequest request, string tokenText, SearchQuery query, ISearchStore store, ISearchOrchestrator orchestrator)
    {
        if (!SearchToken.TryParse(tokenText, out var token))
        {
            return Problem.NoSuchSearch;
        }

        var aborted = request.HttpContext.RequestAborted;
        var found = await InTimeAsync(lookup.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
        var preferred = query.Wait is null ? WaitPreference.Read(request.Headers["Prefer"]) : null;
        if (found.Stored is { Record.IsEnded: false } && (query.Wait ?? preferred) is { } wait && wait > TimeSpan.Zero)
        {
            if (await WaitAsync(token, wait, orchestrator, aborted).ConfigureAwait(false))
            {
                found = await InTimeAsync(lookup.FindAsync(token, store, orchestrator, aborted), aborted).ConfigureAwait(false);
            }
            else
            {
                preferred = null;
            }
        }

        return found.Stored is { } stored ? answers.Found(stored, query.Offers, preferred)
            : found.IsExpired ? Problem.Expired
            : Problem.NoSuchSearch;
    }

    /// <summary>Waits for a search's end, unless too many wait already.</summary>
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
