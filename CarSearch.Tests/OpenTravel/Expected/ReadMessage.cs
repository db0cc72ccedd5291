using CarSearch.OpenTravel.Requests;

namespace CarSearch.Tests.OpenTravel.Expected;

/// <summary>What a careful reader finds in a message. An offer is two lines; a minus is what the message does not tell.</summary>
/// <remarks>
/// <code>
/// reference | vendor | ACRISS code, size, type | vehicle | gearbox, fuel, wheels, air conditioning | seats, doors, bags | status
///     from > to | mileage | cancellation | total | base + taxes and fees | paid at the desk | firm or estimated | link
/// </code>
/// A station is its airport, its name, and "at" or "off" the airport. A reference that the message lacks, and the reader makes, is "made".
/// </remarks>
/// <param name="File">The message.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Dropped">How many more offers can't be used.</param>
/// <param name="Offers">The offers that a traveller sees, in the message's order.</param>
internal sealed record ReadMessage(string File, AvailabilityQuestion Question, int Dropped, string Offers)
{
    /// <summary>Whether the supplier is configured as one whose rate totals are gross.</summary>
    public bool IsGross { get; init; }
}
