using CarSearch.Searches;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Http;

/// <summary>Finds out how a search stands: by its record where that has ended, else by asking the orchestrator for the truth.</summary>
internal sealed class SearchLookup(CarSearchOptions options, TimeProvider time)
{
    private static readonly SearchError Broken = new("AttemptsExhausted", "The search ended without a result.");
    private static readonly SearchError Stopped = new("Canceled", "The search was ended by an operator.");

    public async ValueTask<Found> FindAsync(
        SearchToken token, ISearchStore store, ISearchOrchestrator orchestrator, CancellationToken cancellationToken)
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

        return stored is null && state is null ? new(Problem.NoSuchSearch) : Live(stored, state);
    }

    private Found Final(StoredRecord stored)
    {
        var record = stored.Record;
        return record.Status is SearchStatus.Deleted ? new(Problem.NoSuchSearch)
            : record.Request is null || record.ExpiresAt <= time.GetUtcNow() ? new(Gone)
            : new(stored);
    }

    /// <summary>A search whose record has not ended. Where the orchestrator has ended it nevertheless, that is the truth.</summary>
    private Found Live(StoredRecord? stored, OrchestrationState? state)
    {
        var record = stored?.Record ?? SearchRecord.Accepted(state!.Search);
        var version = stored?.Version ?? "";
        switch (state?.Status)
        {
            case SearchStatus.Failed or SearchStatus.Succeeded:
                return Final(new(record.End(SearchStatus.Failed, state.UpdatedAt, options.Freshness, Broken), $"{version}/failed"));
            case SearchStatus.Canceled:
                return Final(new(record.End(SearchStatus.Canceled, state.UpdatedAt, options.Freshness, Stopped), $"{version}/canceled"));
            case null when time.GetUtcNow() > record.RequestedAt + CarSearchOptions.Lifetime:
                // Nobody runs it and nobody will.
                return Final(new(record.End(SearchStatus.Failed, record.RequestedAt + CarSearchOptions.Lifetime, options.Freshness, Broken), $"{version}/lost"));
            default:
                return new(stored ?? new(record with { Status = state!.Status, UpdatedAt = state.UpdatedAt }, $"{state.Status}"));
        }
    }

    private static Problem Gone { get; } = new()
    {
        Status = StatusCodes.Status410Gone,
        Code = "Expired",
        Detail = "The offers of this search are too old to be booked. Start a new search.",
    };

    /// <summary>What was found: a record to answer with, or why there is none.</summary>
    public readonly record struct Found(StoredRecord? Stored, Problem? Problem)
    {
        public Found(StoredRecord stored)
            : this(stored, null)
        {
        }

        public Found(Problem problem)
            : this(null, problem)
        {
        }

        public SearchRecord? Record => Stored?.Record;
    }
}
