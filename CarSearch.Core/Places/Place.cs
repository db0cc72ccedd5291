namespace CarSearch.Places;

/// <summary>What a <see cref="Place"/> is.</summary>
public enum PlaceKind
{
    /// <summary>A city: a search of it asks for all of its airports.</summary>
    City,

    /// <summary>One airport.</summary>
    Airport,
}

/// <summary>Where a car can be picked up or dropped off: an airport, or a city with all its airports.</summary>
/// <param name="Code">IATA airport or city code. A city without a code of its own has that of its largest airport.</param>
/// <param name="Name">The airport's or the city's name.</param>
/// <param name="City">The city's name (for a city, its own).</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Kind">City or airport.</param>
/// <param name="TimeZone">IANA time zone; for a city, that of its largest airport.</param>
/// <param name="Airports">The airports, largest first: at least one.</param>
public sealed record Place(
    string Code, string Name, string City, string Country, PlaceKind Kind, string TimeZone, IReadOnlyList<Airport> Airports)
{
    /// <summary>The instant of a local time there. Of a time that a clock change makes come twice, the first is meant.</summary>
    public DateTimeOffset InstantOf(DateTime local)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);

        // Within a day of the calendar's ends the instant itself can't be told; so far off, an offset does not matter.
        return local.Year is 1 or 9999 ? new(local, TimeSpan.Zero) : new(local, offset);
    }
}
