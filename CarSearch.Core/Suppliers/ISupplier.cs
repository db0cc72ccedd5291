using CarSearch.Rentals;

namespace CarSearch.Suppliers;

/// <summary>A rental company, or a broker of several, that can be asked for offers. One instance serves all searches at once.</summary>
public interface ISupplier
{
    /// <summary>The name travellers know it by; unique among the suppliers of a host, 1 to 60 characters without a comma.</summary>
    string Name { get; }

    /// <summary>How its customers rate it, 0 to 10.</summary>
    double Rating { get; }

    /// <summary>Asks for offers. The caller limits the time (option <c>CarSearch:SupplierTimeout</c>, one retry included) through the token.</summary>
    /// <param name="request">What the traveller wants.</param>
    /// <param name="cancellationToken">Canceled when the time is up, or the search has been stopped.</param>
    /// <returns>The offers, with their prices in the currency asked for where the supplier can.</returns>
    /// <exception cref="SupplierException">The supplier could not answer; the message is shown to the caller of the API.</exception>
    /// <exception cref="HttpRequestException">The supplier could not be reached: asked again once.</exception>
    Task<SupplierAnswer> SearchAsync(SupplierRequest request, CancellationToken cancellationToken);
}

/// <summary>What a supplier is asked.</summary>
/// <param name="EchoToken">Names the search towards the supplier (OpenTravel's EchoToken); not the caller's token, which stays secret.</param>
/// <param name="Search">The search as normalized: places with their airports, local times, driver, currency.</param>
/// <param name="AskedAt">When the search was accepted, however often it has run since; null when not told. Prices may follow how early it is.</param>
public sealed record SupplierRequest(string EchoToken, SearchRequest Search, DateTimeOffset? AskedAt = null);

/// <summary>What a supplier answers.</summary>
/// <param name="Offers">Its offers, in any order.</param>
/// <param name="Dropped">How many more it sent that could not be used, such as those without a total price.</param>
/// <param name="Missing">What it was asked and did not answer, such as one airport of several, in a sentence fit for the caller of the API; null when it answered all.</param>
public sealed record SupplierAnswer(IReadOnlyList<SupplierOffer> Offers, int Dropped = 0, string? Missing = null);

/// <summary>A supplier could not answer.</summary>
/// <param name="message">Why, in a sentence fit for the caller of the API: no secrets, no addresses.</param>
/// <param name="isTransient">Whether asking again may help.</param>
/// <param name="innerException">The cause, for the log.</param>
public sealed class SupplierException(string message, bool isTransient = false, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether asking again may help.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>Whether the supplier was too slow: its state is then TimedOut, not Failed.</summary>
    public bool IsTimeout { get; init; }
}
