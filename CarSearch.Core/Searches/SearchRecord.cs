using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CarSearch.Offers;
using CarSearch.Rentals;

namespace CarSearch.Searches;

/// <summary>The status of a search, in the terms of Azure's long-running operations.</summary>
[JsonConverter(typeof(WordConverter<SearchStatus>))]
public enum SearchStatus
{
    /// <summary>Accepted; no run has started.</summary>
    NotStarted,

    /// <summary>The suppliers are being searched.</summary>
    Running,

    /// <summary>Ended: at least one supplier responded.</summary>
    Succeeded,

    /// <summary>Ended: no supplier responded.</summary>
    Failed,

    /// <summary>Canceled by an operator.</summary>
    Canceled,

    /// <summary>Deleted by its caller. The record is a tombstone: callers get 404.</summary>
    Deleted,
}

/// <summary>The status of a supplier in a search.</summary>
[JsonConverter(typeof(WordConverter<SupplierStatus>))]
public enum SupplierStatus
{
    /// <summary>The request is in progress.</summary>
    Running,

    /// <summary>The supplier responded, possibly without offers.</summary>
    Succeeded,

    /// <summary>The supplier did not respond in time.</summary>
    TimedOut,

    /// <summary>The request failed.</summary>
    Failed,
}

/// <summary>An accepted search: what a host persists before it returns 202.</summary>
/// <param name="Token">The token, which is a secret.</param>
/// <param name="RequestedAt">When it was accepted, UTC.</param>
/// <param name="Request">The normalized request.</param>
public sealed record AcceptedSearch(SearchToken Token, DateTimeOffset RequestedAt, SearchRequest Request)
{
    /// <summary>Gets the name of the holder of the access key; null if the host does not know it. It is not persisted.</summary>
    public string? Caller { get; init; }
}

/// <summary>An error.</summary>
/// <param name="Code">The code, for programs.</param>
/// <param name="Message">The message, for people.</param>
public sealed record SearchError(string Code, string Message);

/// <summary>The result of one supplier in a search.</summary>
public sealed record SupplierOutcome
{
    /// <summary>Gets the name of the supplier.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the customer rating of the supplier, 0 to 10.</summary>
    public required double Rating { get; init; }

    /// <summary>Gets a value indicating whether the offers are simulated and can't be booked.</summary>
    public bool Simulated { get; init; }

    /// <summary>Gets the status.</summary>
    public required SupplierStatus Status { get; init; }

    /// <summary>Gets the offers.</summary>
    [JsonRequired]
    public OfferBlock Offers { get; init; } = OfferBlock.Empty;

    /// <summary>Gets the number of offers that were dropped as unusable.</summary>
    public int Dropped { get; init; }

    /// <summary>
    /// Gets the milliseconds from the request to the response, the retry included; null while running, and if no run has measured it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ElapsedMs { get; init; }

    /// <summary>Gets the error, if the supplier did not respond.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SearchError? Error { get; init; }
}

/// <summary>
/// The record of a search: one document that is written whole, so that readers never see a partial one. A final record is never
/// overwritten, except by a tombstone.
/// </summary>
public sealed record SearchRecord
{
    internal const int CurrentSchema = 1;

    /// <summary>Gets the version of the stored format.</summary>
    [JsonInclude]
    internal int Schema { get; init; } = CurrentSchema;

    /// <summary>Gets the token, which is a secret.</summary>
    [JsonConverter(typeof(SearchTokenConverter))]
    public required SearchToken Token { get; init; }

    /// <summary>Gets the status.</summary>
    public required SearchStatus Status { get; init; }

    /// <summary>Gets the number of the run that wrote the record; 0 before the first. A newer run takes precedence.</summary>
    public int Attempt { get; init; }

    /// <summary>Gets when the search was accepted, UTC.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Gets when the record was written, UTC.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Gets when the search ended, UTC.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Gets until when the offers are served, UTC.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets the request; null in a tombstone, which holds no data of the caller, and if it could not be read.</summary>
    public SearchRequest? Request { get; init; }

    /// <summary>Gets the result of each supplier, in the order of the suppliers of the host.</summary>
    [JsonRequired]
    public ImmutableArray<SupplierOutcome> Suppliers { get; init; } = [];

    /// <summary>Gets the error of a failed search.</summary>
    public SearchError? Error { get; init; }

    /// <summary>Gets whether the search has ended and was not deleted.</summary>
    [JsonIgnore]
    public bool IsEnded => Status is SearchStatus.Succeeded or SearchStatus.Failed or SearchStatus.Canceled;

    /// <summary>Gets whether runs must not write the record any more.</summary>
    [JsonIgnore]
    public bool IsFinal => IsEnded || Status is SearchStatus.Deleted;

    /// <summary>Gets whether at least one supplier has responded.</summary>
    [JsonIgnore]
    public bool HasResponse => Suppliers.Any(supplier => supplier.Status is SupplierStatus.Succeeded);

    /// <summary>Creates the record of a search before its first run.</summary>
    public static SearchRecord Accepted(AcceptedSearch search) => new()
    {
        Token = search.Token,
        Status = SearchStatus.NotStarted,
        RequestedAt = search.RequestedAt,
        UpdatedAt = search.RequestedAt,
        Request = search.Request,
    };

    /// <summary>Creates the tombstone of a deleted search, without request and offers.</summary>
    public static SearchRecord Tombstone(SearchToken token, DateTimeOffset requestedAt, DateTimeOffset now) => new()
    {
        Token = token,
        Status = SearchStatus.Deleted,
        RequestedAt = requestedAt,
        UpdatedAt = now > requestedAt ? now : requestedAt,
    };

    /// <summary>
    /// Gets the time of an update: now, but not before the last one. The clocks of two instances differ, and a clock may be set back.
    /// </summary>
    public DateTimeOffset NextUpdate(DateTimeOffset now) => now > UpdatedAt ? now : UpdatedAt;

    /// <summary>Creates the record that is served instead of an unreadable one: failed, and expired unless its expiry is known.</summary>
    public static SearchRecord Unreadable(
        SearchToken token, DateTimeOffset? requestedAt, DateTimeOffset? completedAt, DateTimeOffset? expiresAt)
    {
        var completed = completedAt ?? requestedAt ?? DateTimeOffset.UnixEpoch;
        return new()
        {
            Token = token,
            Status = SearchStatus.Failed,
            RequestedAt = requestedAt ?? completed,
            UpdatedAt = completed,
            CompletedAt = completed,
            ExpiresAt = expiresAt ?? completed,
            Error = new("AttemptsExhausted", "The stored search can't be read."),
        };
    }

    /// <summary>Creates the record of the search as ended now.</summary>
    public SearchRecord End(SearchStatus status, DateTimeOffset now, TimeSpan freshness, SearchError? error = null)
    {
        var completedAt = NextUpdate(now);
        return this with
        {
            Status = status,
            UpdatedAt = completedAt,
            CompletedAt = completedAt,
            ExpiresAt = completedAt + freshness,
            Suppliers = Suppliers.Any(supplier => supplier.Status is SupplierStatus.Running)
                ? [.. Suppliers.Select(TimeOut)]
                : Suppliers,
            Error = error,
        };
    }

    /// <summary>
    /// Creates the record of the search as ended now: as succeeded if a supplier has responded, however the search came to its end, else as
    /// failed.
    /// </summary>
    public SearchRecord Complete(DateTimeOffset now, TimeSpan freshness, SearchError failure) =>
        HasResponse ? End(SearchStatus.Succeeded, now, freshness) : End(SearchStatus.Failed, now, freshness, failure);

    private static SupplierOutcome TimeOut(SupplierOutcome supplier) =>
        supplier.Status is not SupplierStatus.Running ? supplier : supplier with
    {
        Status = SupplierStatus.TimedOut,
        Error = new("TimedOut", "No response before the end of the search."),
    };
}
