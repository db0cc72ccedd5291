namespace CarSearch.Places;

/// <summary>The class of an airport in OurAirports. It decides which of several cities of the same name is meant.</summary>
public enum AirportSize
{
    /// <summary>A small airport, seaplane base or heliport with scheduled service.</summary>
    Small,

    /// <summary>A regional airport.</summary>
    Medium,

    /// <summary>A major airport.</summary>
    Large,
}

/// <summary>An airport with scheduled service.</summary>
/// <param name="Code">The IATA airport code: three upper-case letters.</param>
/// <param name="Name">The name of the airport in OurAirports.</param>
/// <param name="City">The name of the city it serves.</param>
/// <param name="CityCode">The IATA city code (<c>NYC</c>), or that of the city's largest airport if the city has none.</param>
/// <param name="Country">The country: ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">The IANA time zone, such as <c>America/New_York</c>.</param>
/// <param name="Size">The class of the airport.</param>
/// <param name="Location">The position of the airport.</param>
public sealed record Airport(
    string Code, string Name, string City, string CityCode, string Country, string TimeZone, AirportSize Size, Coordinates Location);
