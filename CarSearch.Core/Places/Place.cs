namespace CarSearch.Places;

/// <summary>The kind of a <see cref="Place"/>.</summary>
public enum PlaceKind
{
    /// <summary>A city with all of its airports.</summary>
    City,

    /// <summary>A single airport.</summary>
    Airport,

    /// <summary>The airports around a position.</summary>
    Area,
}

/// <summary>A place where a car can be picked up or dropped off: an airport, or a city with all its airports.</summary>
/// <param name="Code">The IATA airport or city code, or that of the city's largest airport if the city has none.</param>
/// <param name="Name">The name of the airport or city.</param>
/// <param name="City">The name of the city; equals <paramref name="Name"/> for a city.</param>
/// <param name="Country">The country: ISO 3166-1 alpha-2.</param>
/// <param name="Kind">The kind of place.</param>
/// <param name="TimeZone">The IANA time zone; for a city, that of its largest airport.</param>
/// <param name="Airports">The airports, largest first. There is at least one.</param>
public sealed record Place(
    string Code, string Name, string City, string Country, PlaceKind Kind, string TimeZone, IReadOnlyList<Airport> Airports)
{
    /// <summary>Gets the name of the state in the United States, Canada, Australia and Brazil; else null.</summary>
    public string? State { get; init; }

    /// <summary>Gets the position of the airport; for a city, that of its largest airport.</summary>
    public Coordinates Location => Airports[0].Location;

    /// <summary>Converts a local time at the place to an instant. An ambiguous time is the first of its two instants.</summary>
    public DateTimeOffset ToInstant(DateTime local)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);

        // Near the limits of DateTimeOffset, an offset could lead out of its range.
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new(local, offset);
    }
}
