using CarSearch.Places;

namespace CarSearch.Rentals;

/// <summary>A search as accepted: every place known, every default filled in.</summary>
public sealed record SearchRequest
{
    /// <summary>Where and when the rental begins.</summary>
    public required RentalPoint PickUp { get; init; }

    /// <summary>Where and when it ends.</summary>
    public required RentalPoint DropOff { get; init; }

    /// <summary>Rental days: elapsed periods of 24 hours, rounded up. 1 to 90.</summary>
    public required int Days { get; init; }

    /// <summary>The driver's age in years, 18 to 99.</summary>
    public required int DriverAge { get; init; }

    /// <summary>Where the driver lives: ISO 3166-1 alpha-2.</summary>
    public required string Residence { get; init; }

    /// <summary>The currency prices are asked in: ISO 4217.</summary>
    public required string Currency { get; init; }
}

/// <summary>One end of a rental.</summary>
public sealed record RentalPoint
{
    /// <summary>IATA code of the city or airport.</summary>
    public required string Place { get; init; }

    /// <summary>The place's name.</summary>
    public required string Name { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>IANA time zone of <see cref="At"/>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Local time at the place, to the minute, of unspecified kind.</summary>
    public required DateTime At { get; init; }

    /// <summary>The airports to ask for, largest first: at least one.</summary>
    public required IReadOnlyList<RentalAirport> Airports { get; init; }

    /// <summary>A place at a time: its codes, names and airports.</summary>
    /// <param name="place">The place.</param>
    /// <param name="at">Local time there, to the minute.</param>
    public static RentalPoint Of(Place place, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new()
        {
            Place = place.Code,
            Name = place.Name,
            Country = place.Country,
            TimeZone = place.TimeZone,
            At = at,
            Airports = [.. place.Airports.Select(airport => new RentalAirport(airport.Code, airport.Name))],
        };
    }
}

/// <summary>An airport that a search asks for.</summary>
/// <param name="Code">IATA airport code.</param>
/// <param name="Name">The airport's name.</param>
public sealed record RentalAirport(string Code, string Name);
