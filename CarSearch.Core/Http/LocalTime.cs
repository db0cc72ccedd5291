using System.Globalization;
using CarSearch.Places;

namespace CarSearch.Http;

/// <summary>Local times of places as instants.</summary>
internal static class LocalTime
{
    public static TimeZoneInfo Zone(Place place) => TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone);

    /// <summary>
    /// The instant of a local time. Of a time that a clock change makes come twice, the first is meant;
    /// one that a clock change skips is refused.
    /// </summary>
    public static DateTimeOffset? ToInstant(Place place, DateTime local, string member, Errors errors)
    {
        var zone = Zone(place);
        if (zone.IsInvalidTime(local))
        {
            errors.Add(member, string.Create(
                CultureInfo.InvariantCulture,
                $"There is no {local:HH:mm} at {place.Name} on {local:yyyy-MM-dd}: the clocks skip it ({place.TimeZone}). Give a time before or after."));
            return null;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);

        // Within a day of the calendar's ends the instant itself can't be told; so far off, an offset does not matter.
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new(local, offset);
    }
}
