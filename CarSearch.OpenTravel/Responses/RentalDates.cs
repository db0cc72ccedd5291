using System.Globalization;
using CarSearch.Rentals;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Compares the dates of a response, which element VehRentalCore repeats, with those of the request.</summary>
/// <remarks>
/// Dates are compared and not times, since some suppliers move a time to their opening hours. A local time counts whatever offset follows
/// it, since some suppliers send the offset of their servers; only if its date differs, the offset is applied.
/// </remarks>
internal static class RentalDates
{
    /// <summary>Reads element VehRentalCore.</summary>
    /// <returns>The dates of the response if they differ, or null if they are the same or unreadable.</returns>
    public static string? FindMismatch(ElementReader xml, SearchRequest search)
    {
        string? from = null, to = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.Name)
            {
                case "PickUpDateTime": from = xml.Text; break;
                case "ReturnDateTime": to = xml.Text; break;
            }
        }

        var (first, last) = (LenientParser.ParseDate(from) ?? search.PickUp.At, LenientParser.ParseDate(to) ?? search.DropOff.At);
        return Differs(from, search.PickUp) || Differs(to, search.DropOff) ? $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}" : null;
    }

    private static bool Differs(string? text, RentalPoint requested) =>
        LenientParser.ParseDate(text) is { } date && date != requested.At.Date
        && !(ParseInstant(text!) is { } instant
            && TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(requested.TimeZone)).Date == requested.At.Date);

    /// <summary>Parses a time with an offset.</summary>
    private static DateTimeOffset? ParseInstant(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;
}
