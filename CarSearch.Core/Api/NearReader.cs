using System.Globalization;
using System.Text.Json;
using CarSearch.Places;
using CarSearch.Rentals;

namespace CarSearch.Api;

/// <summary>Reads <c>near</c> of a pick-up or drop-off: the airports around a position.</summary>
internal static class NearReader
{
    private const int DefaultRadius = 25;
    private const int MaxRadius = 100;
    private const int Decimals = 4;

    /// <summary>Reads a position and finds its airports. Returns null and adds errors if it is not valid or there are none.</summary>
    public static RequestedPlace? Read(JsonElement element, string path, DateTime? at, PlaceCatalog catalog, Errors errors)
    {
        var reader = new JsonObjectReader(element, path, errors, "lat", "lon", "radiusKm");
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        var latitude = reader.GetDouble("lat", 90, "a latitude in degrees");
        var longitude = reader.GetDouble("lon", 180, "a longitude in degrees");
        var radius = reader.GetInt32("radiusKm", 1, MaxRadius, "a whole number of kilometres") ?? DefaultRadius;
        if (latitude is null || longitude is null || errors.ContainsKey($"{path}.radiusKm"))
        {
            return null;
        }

        var near = new NearPosition(Math.Round(latitude.Value, Decimals), Math.Round(longitude.Value, Decimals), radius);
        var found = catalog.FindNear(new(near.Lat, near.Lon), near.RadiusKm);
        if (found.Airports is not [var nearest, ..])
        {
            errors.Add(path, Describe(near, found));
            return null;
        }

        var place = new Place(nearest.Code, nearest.Name, nearest.City, nearest.Country, PlaceKind.Area, nearest.TimeZone, found.Airports);
        return new(at is { } local ? place with { Airports = [.. found.Airports.Where(HasSameTime)] } : place, near);

        // At an airport with another local time, the time of the request would be another instant.
        bool HasSameTime(Airport airport) => airport.TimeZone == place.TimeZone
            || (place with { TimeZone = airport.TimeZone }).ToInstant(local) == place.ToInstant(local);
    }

    private static string Describe(NearPosition near, NearbyAirports found)
    {
        var distance = (int)Math.Ceiling(found.DistanceKm);
        var allowed = distance <= MaxRadius
            ? string.Create(CultureInfo.InvariantCulture, $" Allowed: a radiusKm from {distance} to {MaxRadius}.")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"No airport within {near.RadiusKm} km. The nearest is {found.Nearest.Name}, {found.Nearest.Country} ({found.Nearest.Code}), "
            + $"{distance} km away.{allowed}");
    }
}

/// <summary>A place of a request.</summary>
/// <param name="Place">The place; for a position, its airports under the code, name, country and time zone of the nearest one.</param>
/// <param name="Near">The position, if the place is the surroundings of one.</param>
internal sealed record RequestedPlace(Place Place, NearPosition? Near = null);
