namespace CarSearch.Searches;

/// <summary>Where records live. A host's first port.</summary>
public interface ISearchStore
{
    /// <summary>Reads the record of a search.</summary>
    /// <returns>The record with its version, tombstones included; null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken);

    /// <summary>Writes a record whole, if nobody else has written it meanwhile.</summary>
    /// <param name="record">The record.</param>
    /// <param name="version">The version that must still be there; null when there must be no record yet.</param>
    /// <param name="cancellationToken">Gives up waiting; the record may be written nevertheless.</param>
    /// <returns>The record as stored, or null when the condition failed: read again.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken);

    /// <summary>Remembers for a day that an idempotency key stands for a search, unless it already stands for one.</summary>
    /// <returns>The claim that holds: this one, or the earlier.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken);

    /// <summary>Finds the claim of an idempotency key that still holds.</summary>
    /// <param name="key">The key, as in <see cref="KeyClaim.Key"/>.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The claim; null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store can't be reached.</exception>
    ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Finds out whether the store can be used.</summary>
    /// <exception cref="StoreUnavailableException">It can't.</exception>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}

/// <summary>An idempotency key that stands for a search.</summary>
/// <param name="Key">64 hexadecimal digits: SHA-256 of the caller's access key and its idempotency key.</param>
/// <param name="Token">The search it stands for.</param>
/// <param name="RequestDigest">64 hexadecimal digits: SHA-256 of the normalized search.</param>
/// <param name="ClaimedAt">When it was first used, UTC. It holds for <see cref="Lifetime"/>.</param>
public sealed record KeyClaim(string Key, SearchToken Token, string RequestDigest, DateTimeOffset ClaimedAt)
{
    /// <summary>How long a key stands for its search: a day.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);
}

/// <summary>Who runs searches. A host's second port.</summary>
public interface ISearchOrchestrator
{
    /// <summary>Reserves capacity for a search, before anything is written for it.</summary>
    /// <returns>A reservation, which may have been refused.</returns>
    /// <exception cref="StoreUnavailableException">The store or the orchestrator can't be reached.</exception>
    ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken);

    /// <summary>Persists a search and schedules its run, once, however often this is called with its token.</summary>
    /// <param name="search">The search.</param>
    /// <param name="reservation">The capacity that was reserved for it.</param>
    /// <param name="cancellationToken">Gives up waiting; the search may be started nevertheless.</param>
    /// <exception cref="StoreUnavailableException">Nothing was accepted, as far as can be known.</exception>
    ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken);

    /// <summary>The truth about a search whose record is not there or has not ended.</summary>
    /// <returns>Its state, or null when this orchestrator does not know the token.</returns>
    /// <exception cref="StoreUnavailableException">The orchestrator can't be reached.</exception>
    ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken);

    /// <summary>Waits until a search has ended or been deleted, for at most <paramref name="atMost"/>.</summary>
    ValueTask WaitForEndAsync(SearchToken token, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Stops a search whose tombstone has been written. Does nothing when it does not run.</summary>
    /// <exception cref="StoreUnavailableException">The orchestrator can't be reached.</exception>
    ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken);
}

/// <summary>What an orchestrator knows of a search.</summary>
/// <param name="Search">The search as accepted.</param>
/// <param name="Status">Its state. Never <see cref="SearchStatus.Deleted"/>.</param>
/// <param name="UpdatedAt">When that state began, UTC.</param>
public sealed record OrchestrationState(AcceptedSearch Search, SearchStatus Status, DateTimeOffset UpdatedAt);

/// <summary>The store or the orchestrator can't be reached; asking again later may help.</summary>
/// <param name="message">What can't be reached, for the log. Callers are told less.</param>
/// <param name="innerException">The cause.</param>
/// <param name="retryAfter">When to ask again, if known.</param>
public sealed class StoreUnavailableException(string message, Exception? innerException = null, TimeSpan? retryAfter = null)
    : Exception(message, innerException)
{
    /// <summary>How often a record is tried to be written while others write it all the time.</summary>
    internal const int MostTries = 32;

    /// <summary>When to ask again; null when not known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Conditions failed again and again: somebody writes without end, or the store is at fault.</summary>
    internal static StoreUnavailableException Contended() => new($"The record of a search could not be written: its condition failed {MostTries} times.");
}
