namespace CarSearch.OpenTravel.Responses;

/// <summary>Parses the status of an offer, in any case and with or without separators.</summary>
internal static class AvailabilityStatuses
{
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

    /// <summary>
    /// Returns whether a status means available, as an empty one does, or null if the supplier must confirm the booking or the status is
    /// unknown.
    /// </summary>
    public static bool? IsAvailable(string? text)
    {
        if (text is null || Available.Contains(text))
        {
            return true;
        }

        var word = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('-' or '_' or '\u2010' or '\u2011')));
        return word.Length == 0 || Available.Contains(word) ? true : Unavailable.Contains(word) ? false : null;
    }
}
