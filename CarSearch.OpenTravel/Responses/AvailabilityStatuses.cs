namespace CarSearch.OpenTravel.Responses;

/// <summary>The availability of an offer.</summary>
internal enum AvailabilityStatus
{
    /// <summary>Available.</summary>
    Available,

    /// <summary>The supplier must confirm the booking, or the status is unknown.</summary>
    OnRequest,

    /// <summary>Not available.</summary>
    Unavailable,
}

/// <summary>Parses the status of an offer, in any case and with or without separators.</summary>
internal static class AvailabilityStatuses
{
    private const int MaxLength = 32;

    // InventoryStatusType and AvailabilityStatusType of OTA_SimpleTypes.xsd, and the words that suppliers use instead.
    private static readonly HashSet<string> Available = new(StringComparer.OrdinalIgnoreCase)
    {
        "Available", "AvailableForSale", "Availability", "Open", "OK", "FreeSell", "FreeSale", "Yes", "True",
    };

    private static readonly HashSet<string> Unavailable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Unavailable", "NotAvailable", "NoAvailability", "NonAvailable", "NoneAvailable", "Unavail", "None", "No", "False", "SoldOut",
        "Sold", "FullyBooked", "Close", "Closed", "ClosedOut", "ClosedOnArrival", "ClosedForSale", "StopSale", "StopSell",
        "Waitlist", "Waitlisted", "Confirmed", "SupplierBooked", "Booked", "Cancelled", "Canceled",
        "Declined", "Rejected", "Denied", "Expired", "Inactive",
    };

    /// <summary>Parses a status. An empty one is available, an unknown one on request.</summary>
    public static AvailabilityStatus Parse(string text)
    {
        if (text is "Available")
        {
            return AvailabilityStatus.Available;
        }

        Span<char> letters = stackalloc char[MaxLength];
        var length = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || character is '-' or '_' or '\u2010' or '\u2011')
            {
                continue;
            }

            if (length == letters.Length)
            {
                return AvailabilityStatus.OnRequest;
            }

            letters[length++] = character;
        }

        ReadOnlySpan<char> word = letters[..length];
        return word.IsEmpty || Available.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? AvailabilityStatus.Available
            : Unavailable.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? AvailabilityStatus.Unavailable
            : AvailabilityStatus.OnRequest;
    }
}
