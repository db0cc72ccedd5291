namespace CarSearch.Places;

/// <summary>The airports around a position.</summary>
/// <param name="Nearest">The nearest airport at any distance.</param>
/// <param name="DistanceKm">Its distance in kilometres.</param>
/// <param name="Airports">The airports within the radius in the country of the nearest one, nearest first. It can be empty.</param>
public sealed record NearbyAirports(Airport Nearest, double DistanceKm, IReadOnlyList<Airport> Airports)
{
    /// <summary>The maximum number of airports.</summary>
    public const int MaxAirports = 20;

    internal static NearbyAirports Find(IReadOnlyList<Airport> airports, Coordinates position, int radiusKm)
    {
        var (nearest, shortest) = (airports[0], double.MaxValue);
        var within = new List<(double Distance, Airport Airport)>();
        foreach (var airport in airports)
        {
            var distance = position.DistanceTo(airport.Location);
            if (distance < shortest)
            {
                (nearest, shortest) = (airport, distance);
            }

            if (distance <= radiusKm)
            {
                within.Add((distance, airport));
            }
        }

        return new(nearest, shortest,
        [
            .. within
                .Where(one => one.Airport.Country == nearest.Country)
                .OrderBy(one => one.Distance)
                .Take(MaxAirports)
                .Select(one => one.Airport),
        ]);
    }
}
