using System.Globalization;
using System.Xml;
using CarSearch.Rentals;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Whether an answer is for the days that were asked for: its element VehRentalCore repeats them, in a supplier that has not moved them.</summary>
/// <remarks>
/// Days are compared, not hours: some suppliers move a time to when the station opens. The clock's time counts whatever offset stands behind it, since some write that of their own computers; where its day is another, so does the moment.
/// </remarks>
internal static class RentalDays
{
    /// <summary>Reads element VehRentalCore.</summary>
    /// <returns>The days that it tells, if they are other ones; null where they are not, or can't be read.</returns>
    public static string? Others(XmlReader xml, SearchRequest search)
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

        return IsOther(from, search.PickUp) || IsOther(to, search.DropOff) ? $"{Day(from) ?? search.PickUp.At:yyyy-MM-dd} to {Day(to) ?? search.DropOff.At:yyyy-MM-dd}" : null;
    }

    private static bool IsOther(string? told, RentalPoint asked) =>
        Day(told) is { } day && day != asked.At.Date
        && !(Moment(told!) is { } moment && TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(asked.TimeZone)).Date == asked.At.Date);

    private static DateTime? Day(string? told) =>
        told is { Length: >= 10 } && DateTime.TryParseExact(told[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The moment, where an offset says which.</summary>
    private static DateTimeOffset? Moment(string told) =>
        (told.EndsWith('Z') || told.LastIndexOfAny(['+', '-']) > 10)
        && DateTimeOffset.TryParse(told, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
