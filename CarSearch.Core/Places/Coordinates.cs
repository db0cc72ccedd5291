namespace CarSearch.Places;

/// <summary>A position on the Earth in degrees (WGS 84). Those of airports have at most four decimals.</summary>
/// <param name="Latitude">The latitude: negative in the south.</param>
/// <param name="Longitude">The longitude: negative in the west.</param>
public readonly record struct Coordinates(double Latitude, double Longitude);
