namespace CarSearch.Searches;

/// <summary>Gets the state of a search from its record if that is final, otherwise from the orchestrator.</summary>
internal sealed class SearchLookup(CarSearchOptions options, SearchTelemetry telemetry, TimeProvider time)
{
    private static readonly SearchError NoResult = new("AttemptsExhausted", "The search ended without a result.");
    private static readonly SearchError CanceledByOperator = new("Canceled", "The search was ended by an operator.");

    /// <summary>The time after its lifetime for which a run may still be writing the end of its search.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromMinutes(1);

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
                return new(stored ?? new(
                    SearchRecord.Accepted(state!.Search) with { Status = state.Status, UpdatedAt = state.UpdatedAt }, $"{state.Status}"));
            }

            // Written before it is returned, so that a run that continues can't write another end.
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

    /// <summary>Gets the end of a search whose record is not final though its orchestration has ended, or is lost.</summary>
    private SearchRecord? TryEnd(StoredRecord? stored, OrchestrationState? state)
    {
        var record = stored?.Record ?? SearchRecord.Accepted(state!.Search);
        var lost = record.RequestedAt + CarSearchOptions.Lifetime;
        return state?.Status switch
        {
            SearchStatus.Failed or SearchStatus.Succeeded => record.End(SearchStatus.Failed, state.UpdatedAt, options.Freshness, NoResult),
            SearchStatus.Canceled => record.End(SearchStatus.Canceled, state.UpdatedAt, options.Freshness, CanceledByOperator),

            // The orchestration is lost.
            null when time.GetUtcNow() > lost => record.End(SearchStatus.Failed, lost, options.Freshness, NoResult),

            // It is stuck in a queue or suspended by an operator. Callers do not poll for ever.
            SearchStatus.NotStarted or SearchStatus.Running when time.GetUtcNow() > lost + GracePeriod =>
                record.End(SearchStatus.Failed, time.GetUtcMilliseconds(), options.Freshness, NoResult),
            _ => null,
        };
    }

    private LookupResult Final(StoredRecord stored)
    {
        var record = stored.Record;
        return record.Status is SearchStatus.Deleted ? LookupResult.NotFound
            : (record.Request is null && record.Error is null) || record.ExpiresAt <= time.GetUtcNow() ? LookupResult.Expired
            : new(stored);
    }
}

/// <summary>The result of a lookup.</summary>
/// <param name="Stored">The search; null if it is not served.</param>
/// <param name="IsExpired">Whether a search that is not served has expired; otherwise it does not exist.</param>
internal readonly record struct LookupResult(StoredRecord? Stored, bool IsExpired = false)
{
    /// <summary>Gets the result for a search that does not exist or was deleted.</summary>
    public static LookupResult NotFound => default;

    /// <summary>Gets the result for a search whose offers are no longer served.</summary>
    public static LookupResult Expired => new(null, IsExpired: true);
}
