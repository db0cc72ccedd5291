namespace CarSearch.Searches;

/// <summary>
/// Stores the records of searches. One of the two ports of a host. All methods throw <see cref="StoreUnavailableException"/> if the store
/// is not available.
/// </summary>
public interface ISearchStore
{
    /// <summary>Reads the record of a search.</summary>
    /// <returns>The record with its version, or a tombstone; null if there is none.</returns>
    ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken);

    /// <summary>Writes a record, unless it has been written by others since it was read.</summary>
    /// <param name="record">The record.</param>
    /// <param name="version">The version that must be stored; null if there must be no record.</param>
    /// <param name="cancellationToken">Cancels waiting; the record may be written nevertheless.</param>
    /// <returns>The stored record; null if the version did not match.</returns>
    ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken);

    /// <summary>Claims an idempotency key for a search for a day, unless it is claimed already.</summary>
    /// <returns>The valid claim: this one, or an earlier one.</returns>
    ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken);

    /// <summary>Finds the valid claim of an idempotency key.</summary>
    /// <param name="key">The key, as in <see cref="KeyClaim.Key"/>.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The claim; null if there is none.</returns>
    ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Checks that the store is available.</summary>
    ValueTask CheckAsync(CancellationToken cancellationToken);
}

/// <summary>The claim of an idempotency key for a search.</summary>
/// <param name="Key">64 hexadecimal digits: SHA-256 of the caller's access key and its idempotency key.</param>
/// <param name="Token">The token of the search.</param>
/// <param name="RequestDigest">64 hexadecimal digits: SHA-256 of the normalized search.</param>
/// <param name="ClaimedAt">When the key was first used, UTC. The claim is valid for <see cref="Lifetime"/>.</param>
public sealed record KeyClaim(string Key, SearchToken Token, string RequestDigest, DateTimeOffset ClaimedAt)
{
    /// <summary>Gets the time for which a claim is valid: a day.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(1);
}

/// <summary>
/// Schedules and runs searches. One of the two ports of a host. All methods throw <see cref="StoreUnavailableException"/> if the
/// orchestrator or its store is not available.
/// </summary>
public interface ISearchOrchestrator
{
    /// <summary>Reserves capacity for a search, before anything is written for it.</summary>
    /// <returns>A reservation, which may have been refused.</returns>
    ValueTask<StartReservation> ReserveAsync(AcceptedSearch search, CancellationToken cancellationToken);

    /// <summary>Persists a search and schedules its run. Further calls with the same token have no effect.</summary>
    /// <param name="search">The search.</param>
    /// <param name="reservation">The capacity that was reserved for it.</param>
    /// <param name="cancellationToken">Cancels waiting; the search may be started nevertheless.</param>
    /// <exception cref="StoreUnavailableException">The search was not accepted, as far as is known.</exception>
    ValueTask StartAsync(AcceptedSearch search, StartReservation reservation, CancellationToken cancellationToken);

    /// <summary>Gets the orchestration state of a search whose record is missing or not final.</summary>
    /// <returns>The state; null if the token is unknown.</returns>
    ValueTask<OrchestrationState?> GetStateAsync(SearchToken token, CancellationToken cancellationToken);

    /// <summary>Waits until a search has ended or been deleted, its record meets a condition, or the timeout has elapsed.</summary>
    /// <param name="token">The token of the search.</param>
    /// <param name="until">The condition, which is cheap; null to wait for the end.</param>
    /// <param name="timeout">The timeout.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    ValueTask WaitAsync(SearchToken token, Func<StoredRecord, bool>? until, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Stops the run of a search whose tombstone has been written, if there is one.</summary>
    ValueTask StopAsync(SearchToken token, CancellationToken cancellationToken);
}

/// <summary>The orchestration state of a search.</summary>
/// <param name="Search">The search as accepted.</param>
/// <param name="Status">The status. Never <see cref="SearchStatus.Deleted"/>.</param>
/// <param name="UpdatedAt">When the status changed, UTC.</param>
/// <param name="ExpectedWait">The time until its run is expected to start; zero if it has started, or is not known.</param>
public sealed record OrchestrationState(
    AcceptedSearch Search, SearchStatus Status, DateTimeOffset UpdatedAt, TimeSpan ExpectedWait = default);

/// <summary>The exception that is thrown when the store or the orchestrator is not available. The operation may be retried later.</summary>
/// <param name="message">The message, for the log. It is not returned to callers.</param>
/// <param name="innerException">The cause.</param>
/// <param name="retryAfter">The time after which to retry, if known.</param>
public sealed class StoreUnavailableException(string message, Exception? innerException = null, TimeSpan? retryAfter = null)
    : Exception(message, innerException)
{
    /// <summary>The maximum number of attempts to write a record that others write at the same time.</summary>
    internal const int MaxAttempts = 32;

    /// <summary>Gets the time after which to retry; null if not known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Creates the exception for a write whose version never matched.</summary>
    internal static StoreUnavailableException Contended() =>
        new($"Failed to write the record of a search: its version did not match {MaxAttempts} times.");
}
