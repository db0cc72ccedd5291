namespace CarSearch.Places;

/// <summary>The class of an airport, as OurAirports gives it. Where cities share a name, it decides which one is meant.</summary>
public enum AirportSize
{
    /// <summary>A small airport that nevertheless has scheduled service, a seaplane base or a heliport.</summary>
    Small,

    /// <summary>A regional airport.</summary>
    Medium,

    /// <summary>A major airport.</summary>
    Large,
}

/// <summary>An airport with scheduled service.</summary>
/// <param name="Code">IATA airport code: three upper-case letters.</param>
/// <param name="Name">The airport's name, as OurAirports writes it.</param>
/// <param name="City">The name of the city it serves.</param>
/// <param name="CityCode">IATA city code where the city has one of its own (<c>NYC</c>), else the code of the city's largest airport.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA time zone, such as <c>America/New_York</c>.</param>
/// <param name="Size">The class of the airport.</param>
public sealed record Airport(string Code, string Name, string City, string CityCode, string Country, string TimeZone, AirportSize Size);
