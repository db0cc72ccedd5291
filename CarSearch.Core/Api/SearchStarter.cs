using System.Security.Cryptography;
using System.Text.Json;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Starts searches, each idempotency key once.</summary>
internal sealed class SearchStarter(SearchResultFactory results, SearchTelemetry telemetry)
{
    /// <summary>Starts a search, or finds the one that was started with the same idempotency key.</summary>
    /// <param name="key">The idempotency key, if any.</param>
    /// <param name="search">The search.</param>
    /// <param name="outdated">The problem of a search that is not valid now, so that it can only be a repetition; otherwise null.</param>
    /// <param name="store">The store.</param>
    /// <param name="orchestrator">The orchestrator.</param>
    /// <param name="aborted">Canceled when the caller closes the connection.</param>
    public async ValueTask<IResult> StartAsync(
        string? key,
        AcceptedSearch search,
        Problem? outdated,
        ISearchStore store,
        ISearchOrchestrator orchestrator,
        CancellationToken aborted)
    {
        if (outdated is not null
            && (key is null || await store.FindClaimAsync(key, search.RequestedAt, aborted).ConfigureAwait(false) is null))
        {
            return outdated;
        }

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
                if (claim.Token != search.Token && await FindStartedAsync(claim.Token).ConfigureAwait(false) is { } started)
                {
                    return started;
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
        return results.CreateAccepted(SearchRecord.Accepted(search), reservation.ExpectedWait);

        async ValueTask<IResult?> FindStartedAsync(SearchToken token)
        {
            if (await store.ReadAsync(token, aborted).ConfigureAwait(false) is { } stored)
            {
                return results.CreateAccepted(stored.Record, TimeSpan.Zero);
            }

            return await orchestrator.GetStateAsync(token, aborted).ConfigureAwait(false) is { } state
                ? results.CreateAccepted(SearchRecord.Accepted(state.Search), state.ExpectedWait)
                : null;
        }
    }
}
