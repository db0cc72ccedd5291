using System.Globalization;
using CarSearch.Places;

namespace CarSearch.Api;

/// <summary>Converts local times of places to instants.</summary>
internal static class LocalTime
{
    public static TimeZoneInfo GetZone(Place place) => TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone);

    /// <summary>Converts a local time. Returns null and adds an error if a clock change skips it.</summary>
    public static DateTimeOffset? ToInstant(Place place, DateTime local, string property, Errors errors)
    {
        if (GetZone(place).IsInvalidTime(local))
        {
            errors.Add(property, string.Create(
                CultureInfo.InvariantCulture,
                $"{local:yyyy-MM-dd'T'HH:mm} does not exist at {place.Name} ({place.TimeZone}): a clock change skips it."));
            return null;
        }

        return place.ToInstant(local);
    }
}
