namespace CarSearch.Searches;

/// <summary>Finds out how a search stands: by its record where that has ended, else by asking the orchestrator for the truth.</summary>
internal sealed class SearchLookup(CarSearchOptions options, SearchTelemetry telemetry, TimeProvider time)
{
    private static readonly SearchError Broken = new("AttemptsExhausted", "The search ended without a result.");
    private static readonly SearchError Stopped = new("Canceled", "The search was ended by an operator.");

    /// <summary>How long after its five minutes a search that is said to go on may still be writing its end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public async ValueTask<LookupResult> FindAsync(
        SearchToken token, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < StoreUnavailableException.MostTries; tries++)
        {
            var stored = await store.ReadAsync(token, cancellationToken).ConfigureAwait(false);
            if (stored is { Record.IsFinal: true })
            {
                return Final(stored);
            }

            var state = await orchestrator.GetStateAsync(token, cancellationToken).ConfigureAwait(false);
            if (state is null or { Status: not (SearchStatus.NotStarted or SearchStatus.Running) })
            {
                // It may have ended between the two questions.
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

            if (Ended(stored, state) is not { } ended)
            {
                return new(stored ?? new(SearchRecord.Accepted(state!.Search) with { Status = state.Status, UpdatedAt = state.UpdatedAt }, $"{state.Status}"));
            }

            // Written down before it is told, so that a run that goes on all the same can't tell otherwise later.
            if (ended.ExpiresAt <= time.GetUtcNow())
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

    /// <summary>The end of a search whose record has not ended, where its orchestrator has ended it nevertheless, or lost it.</summary>
    private SearchRecord? Ended(StoredRecord? stored, OrchestrationState? state)
    {
        var record = stored?.Record ?? SearchRecord.Accepted(state!.Search);
        var lost = record.RequestedAt + CarSearchOptions.Lifetime;
        return state?.Status switch
        {
            SearchStatus.Failed or SearchStatus.Succeeded => record.End(SearchStatus.Failed, state.UpdatedAt, options.Freshness, Broken),
            SearchStatus.Canceled => record.End(SearchStatus.Canceled, state.UpdatedAt, options.Freshness, Stopped),

            // Nobody runs it and nobody will.
            null when time.GetUtcNow() > lost => record.End(SearchStatus.Failed, lost, options.Freshness, Broken),

            // It waits in a queue that does not move, or somebody has suspended it: callers are not kept asking for that.
            SearchStatus.NotStarted or SearchStatus.Running when time.GetUtcNow() > lost + Grace =>
                record.End(SearchStatus.Failed, time.GetUtcMilliseconds(), options.Freshness, Broken),
            _ => null,
        };
    }

    private LookupResult Final(StoredRecord stored)
    {
        var record = stored.Record;
        return record.Status is SearchStatus.Deleted ? LookupResult.NotFound
            : record.Request is null || record.ExpiresAt <= time.GetUtcNow() ? LookupResult.Expired
            : new(stored);
    }
}

/// <summary>The result of a lookup: the search as it stands, or why it is not served.</summary>
/// <param name="Stored">The search; null when it is not served.</param>
/// <param name="IsExpired">Whether a search that is not served has expired; otherwise there is none.</param>
internal readonly record struct LookupResult(StoredRecord? Stored, bool IsExpired = false)
{
    /// <summary>No such search, or a deleted one.</summary>
    public static LookupResult NotFound => default;

    /// <summary>Its offers are no longer served.</summary>
    public static LookupResult Expired => new(null, IsExpired: true);
}
