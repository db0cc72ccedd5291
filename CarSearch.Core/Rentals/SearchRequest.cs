using System.Text.Json.Serialization;
using CarSearch.Places;

namespace CarSearch.Rentals;

/// <summary>An accepted search: places are resolved, defaults are applied.</summary>
public sealed record SearchRequest
{
    /// <summary>Gets where and when the rental begins.</summary>
    public required RentalPoint PickUp { get; init; }

    /// <summary>Gets where and when the rental ends.</summary>
    public required RentalPoint DropOff { get; init; }

    /// <summary>Gets the rental days: elapsed periods of 24 hours, rounded up. 1 to 90.</summary>
    public required int Days { get; init; }

    /// <summary>Gets the driver's age in years, 18 to 99.</summary>
    public required int DriverAge { get; init; }

    /// <summary>Gets the driver's country of residence: ISO 3166-1 alpha-2.</summary>
    public required string Residence { get; init; }

    /// <summary>Gets the requested currency of prices: ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>
    /// Counts the rental days between two local times, as a supplier does that knows no time zones: periods of 24 hours, rounded up, at
    /// least one.
    /// </summary>
    /// <remarks>
    /// From 10:00 to 10:00 of the next day is one such day also when a clock change makes it 25 hours, or when the drop-off is in another
    /// time zone. <see cref="Days"/> then counts two.
    /// </remarks>
    /// <param name="pickUp">The local time of the pick-up.</param>
    /// <param name="dropOff">The local time of the drop-off.</param>
    public static int CountLocalDays(DateTime pickUp, DateTime dropOff) =>
        Math.Max(1, (int)Math.Ceiling((dropOff - pickUp) / TimeSpan.FromDays(1)));
}

/// <summary>The pick-up or the drop-off of a rental.</summary>
public sealed record RentalPoint
{
    /// <summary>Gets the IATA code of the city or airport, or that of the nearest airport of a position.</summary>
    public required string Place { get; init; }

    /// <summary>Gets the name of the place.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the country of the place: ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>Gets the IANA time zone of <see cref="At"/>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Gets the local time at the place, to the minute, of unspecified kind.</summary>
    public required DateTime At { get; init; }

    /// <summary>
    /// Gets the airports to search: those of a place largest first, those around a position nearest first. There is at least one.
    /// </summary>
    public required IReadOnlyList<RentalAirport> Airports { get; init; }

    /// <summary>Gets the position around which airports are searched; null for a place.</summary>
    /// <remarks>It is not written for a place, so that the digest of a request by place is the same in all versions.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NearPosition? Near { get; init; }

    /// <summary>Creates a point from a place and a time.</summary>
    public static RentalPoint Create(Place place, DateTime at) => new()
    {
        Place = place.Code,
        Name = place.Name,
        Country = place.Country,
        TimeZone = place.TimeZone,
        At = at,
        Airports = [.. place.Airports.Select(airport => new RentalAirport(airport.Code, airport.Name))],
    };
}

/// <summary>An airport to search.</summary>
/// <param name="Code">The IATA airport code.</param>
/// <param name="Name">The airport's name.</param>
public sealed record RentalAirport(string Code, string Name);

/// <summary>A position and the radius around it.</summary>
/// <param name="Lat">The latitude in degrees (WGS 84), with at most four decimals.</param>
/// <param name="Lon">The longitude in degrees.</param>
/// <param name="RadiusKm">The radius in kilometres, 1 to 100.</param>
public sealed record NearPosition(double Lat, double Lon, int RadiusKm);
