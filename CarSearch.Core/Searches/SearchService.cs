using System.Security.Cryptography;
using System.Text.Json;
using CarSearch.Rentals;

namespace CarSearch.Searches;

/// <summary>Starts, finds and deletes searches, through the two ports of a host.</summary>
internal sealed class SearchService(CarSearchOptions options, SearchTelemetry telemetry, SearchClock clock)
{
    private static readonly SearchError NoResult = new("AttemptsExhausted", "The search ended without a result.");
    private static readonly SearchError CanceledByOperator = new("Canceled", "The search was ended by an operator.");

    /// <summary>The time after its lifetime for which a run may still be writing the end of its search.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Starts a search, or finds the one that was started with the same idempotency key. A request that is not valid now can only be a
    /// repetition.
    /// </summary>
    public async ValueTask<StartResult> StartAsync(
        SearchRequest request,
        string? key,
        string? caller,
        bool isOutdated,
        ISearchStore store,
        ISearchOrchestrator orchestrator,
        CancellationToken cancellationToken)
    {
        var search = new AcceptedSearch(SearchToken.New(), clock.GetUtcNow(), request) { Caller = caller };
        if (isOutdated
            && (key is null || await store.FindClaimAsync(key, search.RequestedAt, cancellationToken).ConfigureAwait(false) is null))
        {
            return new(StartStatus.Outdated);
        }

        using var reservation = await orchestrator.ReserveAsync(search, cancellationToken).ConfigureAwait(false);
        if (key is not null)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(request, SearchJson.Default.SearchRequest);
            var digest = Convert.ToHexStringLower(SHA256.HashData(json));

            // A rejected search writes no claim. A repetition of an accepted search returns its token under any load.
            var claim = reservation.RetryAfter is null
                ? await store.ClaimAsync(new(key, search.Token, digest, search.RequestedAt), cancellationToken).ConfigureAwait(false)
                : await store.FindClaimAsync(key, search.RequestedAt, cancellationToken).ConfigureAwait(false);
            if (claim is not null)
            {
                if (claim.RequestDigest != digest)
                {
                    return new(StartStatus.KeyReused);
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
            return new(StartStatus.Rejected, Delay: retryAfter);
        }

        await orchestrator.StartAsync(search, reservation, cancellationToken).ConfigureAwait(false);
        telemetry.Started();
        return new(StartStatus.Accepted, SearchRecord.Accepted(search), reservation.ExpectedWait);

        async ValueTask<StartResult?> FindStartedAsync(SearchToken token)
        {
            if (await store.ReadAsync(token, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                return new(StartStatus.Accepted, stored.Record);
            }

            return await orchestrator.GetStateAsync(token, cancellationToken).ConfigureAwait(false) is { } state
                ? new(StartStatus.Accepted, SearchRecord.Accepted(state.Search), state.ExpectedWait)
                : null;
        }
    }

    /// <summary>Deletes a search and stops its run. Returns false if it does not exist.</summary>
    public async ValueTask<bool> DeleteAsync(
        SearchToken token, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < StoreUnavailableException.MaxAttempts; attempt++)
        {
            var found = await store.ReadAsync(token, cancellationToken).ConfigureAwait(false);
            var requestedAt = found is null
                ? (await orchestrator.GetStateAsync(token, cancellationToken).ConfigureAwait(false))?.Search.RequestedAt
                : found.Record.RequestedAt;
            if (requestedAt is null || found?.Record.Status is SearchStatus.Deleted)
            {
                return false;
            }

            var tombstone = SearchRecord.Tombstone(token, requestedAt.Value, clock.GetUtcNow());
            if (await store.WriteAsync(tombstone, found?.Version, cancellationToken).ConfigureAwait(false) is not null)
            {
                // The search is deleted: a caller that disconnects must not prevent the stop.
                await orchestrator.StopAsync(token, CancellationToken.None).ConfigureAwait(false);
                return true;
            }
        }

        throw StoreUnavailableException.Contended();
    }

    /// <summary>Gets the state of a search from its record if that is final, otherwise from the orchestrator.</summary>
    public async ValueTask<LookupResult> FindAsync(
        SearchToken token, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < StoreUnavailableException.MaxAttempts; attempt++)
        {
            var stored = await store.ReadAsync(token, cancellationToken).ConfigureAwait(false);
            if (stored is { Record.IsFinal: true })
            {
                return Final(stored);
            }

            var state = await orchestrator.GetStateAsync(token, cancellationToken).ConfigureAwait(false);
            if (state is null or { Status: not (SearchStatus.NotStarted or SearchStatus.Running) })
            {
                // It may have ended between the two reads.
                stored = await store.ReadAsync(token, cancellationToken).ConfigureAwait(false);
                if (stored is { Record.IsFinal: true })
                {
                    return Final(stored);
                }
            }

            if (stored is null && state is null)
            {
                return LookupResult.NotFound;
            }

            if (TryEnd(stored, state) is not { } ended)
            {
                return new(stored ?? FromState(state!), ExpectedWait: state?.ExpectedWait ?? default);
            }

            // Written before it is returned, so that a run that continues can't write another end.
            if (ended.ExpiresAt <= clock.GetUtcNow())
            {
                return LookupResult.Expired;
            }

            if (await store.WriteAsync(ended, stored?.Version, cancellationToken).ConfigureAwait(false) is { } written)
            {
                telemetry.Ended(ended.Status);
                return Final(written);
            }
        }

        throw StoreUnavailableException.Contended();
    }

    private static StoredRecord FromState(OrchestrationState state)
    {
        var record = SearchRecord.Accepted(state.Search);
        return new(record with { Status = state.Status, UpdatedAt = record.NextUpdate(state.UpdatedAt) }, $"{state.Status}");
    }

    /// <summary>Gets the end of a search whose record is not final though its orchestration has ended, or is lost.</summary>
    private SearchRecord? TryEnd(StoredRecord? stored, OrchestrationState? state)
    {
        var record = stored?.Record ?? SearchRecord.Accepted(state!.Search);
        var overdue = clock.GetAge(record.RequestedAt) - CarSearchOptions.Lifetime;
        return state?.Status switch
        {
            SearchStatus.Failed or SearchStatus.Succeeded => record.Complete(state.UpdatedAt, options.Freshness, NoResult),
            SearchStatus.Canceled => record.End(SearchStatus.Canceled, state.UpdatedAt, options.Freshness, CanceledByOperator),

            // The orchestration is lost.
            null when overdue > TimeSpan.Zero =>
                record.Complete(record.RequestedAt + CarSearchOptions.Lifetime, options.Freshness, NoResult),

            // It is stuck in a queue or suspended by an operator. Callers do not poll for ever.
            SearchStatus.NotStarted or SearchStatus.Running when overdue > GracePeriod =>
                record.Complete(clock.GetUtcNow(), options.Freshness, NoResult),
            _ => null,
        };
    }

    private LookupResult Final(StoredRecord stored)
    {
        var record = stored.Record;
        return record.Status is SearchStatus.Deleted ? LookupResult.NotFound
            : (record.Request is null && record.Error is null) || record.ExpiresAt <= clock.GetUtcNow() ? LookupResult.Expired
            : new(stored);
    }
}

/// <summary>Whether a search was started.</summary>
internal enum StartStatus
{
    /// <summary>It was started, now or by an earlier request with the same key.</summary>
    Accepted,

    /// <summary>There is no capacity.</summary>
    Rejected,

    /// <summary>The key was used with another search.</summary>
    KeyReused,

    /// <summary>The request is not valid now, and repeats none.</summary>
    Outdated,
}

/// <summary>The result of a start.</summary>
/// <param name="Status">Whether the search was started.</param>
/// <param name="Record">The record of an accepted search, as far as it is known.</param>
/// <param name="Delay">The time until the run of an accepted search is expected to start, or before a rejected one is retried.</param>
internal readonly record struct StartResult(StartStatus Status, SearchRecord? Record = null, TimeSpan Delay = default);

/// <summary>The result of a lookup.</summary>
/// <param name="Stored">The search; null if it is not served.</param>
/// <param name="IsExpired">Whether a search that is not served has expired; otherwise it does not exist.</param>
/// <param name="ExpectedWait">The time until the run of the search is expected to start; zero if it has started, or is not known.</param>
internal readonly record struct LookupResult(StoredRecord? Stored, bool IsExpired = false, TimeSpan ExpectedWait = default)
{
    /// <summary>Gets the result for a search that does not exist or was deleted.</summary>
    public static LookupResult NotFound => default;

    /// <summary>Gets the result for a search whose offers are no longer served.</summary>
    public static LookupResult Expired => new(null, IsExpired: true);
}
