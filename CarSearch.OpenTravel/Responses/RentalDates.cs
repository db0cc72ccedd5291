using System.Globalization;
using System.Xml;
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
    public static string? FindMismatch(XmlReader xml, SearchRequest search)
    {
        string? from = null, to = null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "PickUpDateTime": from = xml.Value.Trim(); break;
                case "ReturnDateTime": to = xml.Value.Trim(); break;
            }
        }

        return Differs(from, search.PickUp) || Differs(to, search.DropOff)
            ? $"{ParseDate(from) ?? search.PickUp.At:yyyy-MM-dd} to {ParseDate(to) ?? search.DropOff.At:yyyy-MM-dd}"
            : null;
    }

    private static bool Differs(string? text, RentalPoint requested) =>
        ParseDate(text) is { } date && date != requested.At.Date
        && !(ParseInstant(text!) is { } instant
            && TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(requested.TimeZone)).Date == requested.At.Date);

    private static DateTime? ParseDate(string? text) =>
        text is { Length: >= 10 }
        && DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Parses a time with an offset.</summary>
    private static DateTimeOffset? ParseInstant(string text) =>
        (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;
}
