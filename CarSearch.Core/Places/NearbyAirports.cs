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
        var nearest = airports.MinBy(airport => position.DistanceTo(airport.Location))!;
        var within =
            from airport in airports
            where airport.Country == nearest.Country
            let distance = position.DistanceTo(airport.Location)
            where distance <= radiusKm
            orderby distance
            select airport;
        return new(nearest, position.DistanceTo(nearest.Location), [.. within.Take(MaxAirports)]);
    }
}
