using System.Globalization;
using CarSearch.Places;

namespace CarSearch.Api;

/// <summary>Reads local times, and converts them to instants.</summary>
internal static class LocalTime
{
    private const string Allowed = "a local time without an offset, such as 2026-12-04T10:00";

    /// <summary>Reads the time of a pick-up or drop-off. Returns null and adds an error if it is missing or not valid.</summary>
    public static DateTime? Read(JsonObjectReader point, string name, Errors errors)
    {
        var path = $"{name}.at";
        if (point.GetString("at", Allowed) is not { } text)
        {
            if (!errors.ContainsKey(path))
            {
                errors.Add(path, $"Missing. Allowed: {Allowed}.");
            }

            return null;
        }

        if (DateTime.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm':00'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at;
        }

        errors.Add(path, Errors.Invalid(text, Allowed));
        return null;
    }

    public static string Format(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    public static TimeZoneInfo GetZone(Place place) => TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone);

    /// <summary>Converts a local time. Returns null and adds an error if a clock change skips it.</summary>
    public static DateTimeOffset? ToInstant(Place place, DateTime local, string property, Errors errors)
    {
        if (GetZone(place).IsInvalidTime(local))
        {
            errors.Add(property, $"{Format(local)} does not exist at {place.Name} ({place.TimeZone}): a clock change skips it.");
            return null;
        }

        return place.ToInstant(local);
    }
}
