using System.Globalization;
using CarSearch.Places;

namespace CarSearch.Api;

/// <summary>Local times of places as instants.</summary>
internal static class LocalTime
{
    public static TimeZoneInfo Zone(Place place) => TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone);

    /// <summary>The instant of a local time; one that a clock change skips is refused.</summary>
    public static DateTimeOffset? ToInstant(Place place, DateTime local, string member, Errors errors)
    {
        if (Zone(place).IsInvalidTime(local))
        {
            errors.Add(member, string.Create(
                CultureInfo.InvariantCulture,
                $"There is no {local:HH:mm} at {place.Name} on {local:yyyy-MM-dd}: the clocks skip it ({place.TimeZone}). Give a time before or after."));
            return null;
        }

        return place.InstantOf(local);
    }
}
