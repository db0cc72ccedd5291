using CarSearch.Rentals;

namespace CarSearch.Suppliers;

/// <summary>
/// A rental company, or a broker of several, that can be searched for offers. One instance serves all searches concurrently.
/// </summary>
public interface ISupplier
{
    /// <summary>Gets the name shown to travellers: unique among the suppliers of a host, 1 to 60 characters without a comma.</summary>
    string Name { get; }

    /// <summary>Gets the customer rating, 0 to 10.</summary>
    double Rating { get; }

    /// <summary>
    /// Gets a value indicating whether the offers are simulated and can't be booked. It is shown beside the supplier in every search.
    /// </summary>
    bool IsSimulated => false;

    /// <summary>
    /// Gets a value indicating whether the supplier retries transient faults itself, such as for each of several requests. If false, the
    /// caller repeats <see cref="SearchAsync"/> once after a transient fault. Exactly one of the two retries.
    /// </summary>
    bool RetriesTransientFaults => false;

    /// <summary>Gets the maximum number of concurrent requests to the supplier; null if they are not limited.</summary>
    int? MaxConcurrency => null;

    /// <summary>Searches for offers.</summary>
    /// <remarks>
    /// The caller cancels the call after <c>CarSearch:SupplierTimeout</c>, which includes the retry. A fault is transient if it is a
    /// <see cref="SupplierException"/> with <see cref="SupplierException.IsTransient"/>, an <see cref="HttpRequestException"/>, an
    /// <see cref="IOException"/> or a <see cref="TimeoutException"/>.
    /// </remarks>
    /// <param name="request">The search.</param>
    /// <param name="cancellationToken">Canceled when the time limit has expired or the search has been stopped.</param>
    /// <returns>The offers, priced in the requested currency where the supplier supports it.</returns>
    /// <exception cref="SupplierException">The search failed. The message is shown to callers of the API.</exception>
    Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken);
}

/// <summary>A request to a supplier.</summary>
/// <param name="EchoToken">
/// Identifies the search to the supplier (OpenTravel's EchoToken): <see cref="EchoTokenLength"/> hexadecimal digits. It is a digest of the
/// search's token and does not reveal it.
/// </param>
/// <param name="Search">The normalized search: places with their airports, local times, driver, currency.</param>
/// <param name="RequestedAt">The time at which the search was accepted, the same for every run of it, or null if unknown.</param>
public sealed record SupplierRequest(string EchoToken, SearchRequest Search, DateTimeOffset? RequestedAt = null)
{
    /// <summary>The length of <see cref="EchoToken"/>.</summary>
    public const int EchoTokenLength = 16;
}

/// <summary>The response of a supplier.</summary>
/// <param name="Offers">The offers, in any order. At most <see cref="MaxOffers"/> are used.</param>
/// <param name="Dropped">The number of further offers that are unusable, such as those without a total price.</param>
/// <param name="Missing">
/// Describes the part of the request that failed, such as one airport of several, in a sentence for callers of the API, or null if the
/// response is complete.
/// </param>
public sealed record SupplierResponse(IReadOnlyList<SupplierOffer> Offers, int Dropped = 0, string? Missing = null)
{
    /// <summary>Gets the description of the part that failed, sanitized, or null.</summary>
    public string? Missing { get; init => field = SupplierText.Sanitize(value); } = SupplierText.Sanitize(Missing);

    /// <summary>The maximum number of offers used of one response. The rest is dropped and counted.</summary>
    public const int MaxOffers = 5_000;
}

/// <summary>The exception that is thrown when a supplier's search fails.</summary>
/// <param name="message">The reason, in a sentence for callers of the API, without secrets and addresses. It is sanitized.</param>
/// <param name="isTransient">Whether a retry may succeed.</param>
/// <param name="innerException">The cause, for the log.</param>
public sealed class SupplierException(string message, bool isTransient = false, Exception? innerException = null)
    : Exception(SupplierText.Sanitize(message), innerException)
{
    /// <summary>Gets a value indicating whether a retry may succeed.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>
    /// Gets a value indicating whether the supplier exceeded a time limit. Its status is then TimedOut instead of Failed.
    /// </summary>
    public bool IsTimeout { get; init; }

    /// <summary>Returns the message and the messages of all inner exceptions on one line, without stack traces, for the log.</summary>
    public string ToLogLine()
    {
        var line = Message;
        for (var cause = InnerException; cause is not null; cause = cause.InnerException)
        {
            line = $"{line} <- {cause.GetType().Name}: {cause.Message}";
        }

        return SupplierText.Sanitize(line);
    }
}
