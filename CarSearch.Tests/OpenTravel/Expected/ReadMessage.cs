using CarSearch.OpenTravel.Requests;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>
/// The expected offers of a message. An offer is two lines; a minus is an unknown value. A line that ends with a bar continues on the next.
/// </summary>
/// <remarks>
/// <code>
/// reference | vendor | ACRISS code, size, type | vehicle | gearbox, fuel, wheels, air conditioning | seats, doors, bags | status
///     from > to | mileage | cancellation | total | base + taxes and fees | paid at the desk | firm or estimated | link
/// </code>
/// A station is its airport, its name, and "at" or "off" the airport. A reference that the reader creates is "made".
/// </remarks>
/// <param name="File">The name of the message.</param>
/// <param name="Query">The query.</param>
/// <param name="Dropped">The number of unusable offers.</param>
/// <param name="Offers">The served offers, in the order of the message.</param>
internal sealed record ReadMessage(string File, AvailabilityQuery Query, int Dropped, string Offers)
{
    /// <summary>Gets a value indicating whether the supplier is configured with RateTotalIsGross.</summary>
    public bool IsGross { get; init; }
}
