using System.Collections.Immutable;
using CarSearch.Offers;
using CarSearch.Rentals;

namespace CarSearch.Searches;

/// <summary>The life of a search, in the words of Azure's long-running operations.</summary>
public enum SearchStatus
{
    /// <summary>Accepted; nobody has begun to run it.</summary>
    NotStarted,

    /// <summary>Suppliers are being asked.</summary>
    Running,

    /// <summary>Ended: at least one supplier answered.</summary>
    Succeeded,

    /// <summary>Ended: no supplier answered, or the search ran out of attempts.</summary>
    Failed,

    /// <summary>Ended by an operator.</summary>
    Canceled,

    /// <summary>Deleted by its caller. The record is a tombstone: callers see 404.</summary>
    Deleted,
}

/// <summary>How far a supplier has come.</summary>
public enum SupplierStatus
{
    /// <summary>Asked; no answer yet.</summary>
    Running,

    /// <summary>Answered, perhaps without an offer.</summary>
    Succeeded,

    /// <summary>Did not answer in time.</summary>
    TimedOut,

    /// <summary>Could not answer.</summary>
    Failed,
}

/// <summary>A search that was accepted: what a host must write down before it says so.</summary>
/// <param name="Token">Its name and secret.</param>
/// <param name="RequestedAt">When it was accepted, UTC.</param>
/// <param name="Request">What was asked, normalized.</param>
public sealed record AcceptedSearch(SearchToken Token, DateTimeOffset RequestedAt, SearchRequest Request);

/// <summary>Why something failed.</summary>
/// <param name="Code">One word, for programs.</param>
/// <param name="Message">A sentence, for people.</param>
public sealed record SearchError(string Code, string Message);

/// <summary>What one supplier has contributed to a search.</summary>
public sealed record SupplierOutcome
{
    /// <summary>The supplier's name.</summary>
    public required string Name { get; init; }

    /// <summary>How its customers rate it, 0 to 10.</summary>
    public required double Rating { get; init; }

    /// <summary>How far it has come.</summary>
    public required SupplierStatus Status { get; init; }

    /// <summary>Its offers.</summary>
    public OfferBlock Offers { get; init; } = OfferBlock.Empty;

    /// <summary>How many more it sent that could not be used.</summary>
    public int Dropped { get; init; }

    /// <summary>Milliseconds from the question to the answer, the retry included; null while running.</summary>
    public long? ElapsedMs { get; init; }

    /// <summary>Why there is no answer.</summary>
    public SearchError? Error { get; init; }
}

/// <summary>
/// All that is known of a search: one document, written whole, so that a reader never sees half of it.
/// A record that <see cref="IsFinal"/> is never overwritten, except by a tombstone.
/// </summary>
public sealed record SearchRecord
{
    /// <summary>The search's name and secret.</summary>
    public required SearchToken Token { get; init; }

    /// <summary>The state.</summary>
    public required SearchStatus Status { get; init; }

    /// <summary>Which run wrote this: 0 before the first. A newer run beats an older.</summary>
    public int Attempt { get; init; }

    /// <summary>When the search was accepted, UTC.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When this record was written, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the search ended, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Until when its offers are served, UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What was asked; null in a tombstone, which keeps nothing of its caller's.</summary>
    public SearchRequest? Request { get; init; }

    /// <summary>Each supplier's part, in the order of the host's suppliers.</summary>
    public ImmutableArray<SupplierOutcome> Suppliers { get; init; } = [];

    /// <summary>Why the search failed.</summary>
    public SearchError? Error { get; init; }

    /// <summary>Whether the search has ended and was not deleted.</summary>
    public bool IsEnded => Status is SearchStatus.Succeeded or SearchStatus.Failed or SearchStatus.Canceled;

    /// <summary>Whether no run may write this record any more.</summary>
    public bool IsFinal => IsEnded || Status is SearchStatus.Deleted;

    /// <summary>Whether at least one supplier has answered.</summary>
    public bool HasAnswer => Suppliers.Any(supplier => supplier.Status is SupplierStatus.Succeeded);

    /// <summary>The first record of a search, before any run.</summary>
    public static SearchRecord Accepted(AcceptedSearch search) => new()
    {
        Token = search.Token,
        Status = SearchStatus.NotStarted,
        RequestedAt = search.RequestedAt,
        UpdatedAt = search.RequestedAt,
        Request = search.Request,
    };

    /// <summary>What a deletion leaves: no request, no offers, only the fact.</summary>
    public static SearchRecord Tombstone(SearchToken token, DateTimeOffset requestedAt, DateTimeOffset now) => new()
    {
        Token = token,
        Status = SearchStatus.Deleted,
        RequestedAt = requestedAt,
        UpdatedAt = now,
    };

    /// <summary>This search, ended now.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="freshness">For how long its offers are served.</param>
    /// <param name="error">Why, unless it succeeded.</param>
    public SearchRecord End(SearchStatus status, DateTimeOffset now, TimeSpan freshness, SearchError? error = null) => this with
    {
        Status = status,
        UpdatedAt = now,
        CompletedAt = now,
        ExpiresAt = now + freshness,
        Suppliers = Suppliers.Any(supplier => supplier.Status is SupplierStatus.Running) ? [.. Suppliers.Select(supplier => GiveUp(supplier, now - RequestedAt))] : Suppliers,
        Error = error,
    };

    private static SupplierOutcome GiveUp(SupplierOutcome supplier, TimeSpan elapsed) => supplier.Status is not SupplierStatus.Running ? supplier : supplier with
    {
        Status = SupplierStatus.TimedOut,
        ElapsedMs = (long)elapsed.TotalMilliseconds,
        Error = new("TimedOut", "No answer before the search ended."),
    };
}
