namespace CarSearch.Places;

/// <summary>A position on the Earth in degrees (WGS 84). Those of airports have at most four decimals.</summary>
/// <param name="Latitude">The latitude: negative in the south.</param>
/// <param name="Longitude">The longitude: negative in the west.</param>
public readonly record struct Coordinates(double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Returns the great-circle distance to another position in kilometres.</summary>
    public double DistanceTo(Coordinates other)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var halfLatitude = Math.Sin((otherLatitude - latitude) / 2);
        var halfLongitude = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var chord = (halfLatitude * halfLatitude) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * halfLongitude * halfLongitude);
        return 2 * EarthRadiusKm * Math.Asin(Math.Sqrt(Math.Min(1, chord)));
    }
}
