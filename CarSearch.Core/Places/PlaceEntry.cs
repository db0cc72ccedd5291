namespace CarSearch.Places;

/// <summary>
/// A place with the data for finding it: the state in the United States, Canada, Australia and Brazil (ISO 3166-2 without the country, such
/// as <c>OR</c>, else empty), and the other names, separated by <c>|</c>. Those of an airport include its municipality where it is not the
/// city (Newark).
/// </summary>
internal sealed class PlaceEntry(Place place, string region, string aliases)
{
    public Place Place { get; } = place;

    public string Region { get; } = region;

    public string[] Aliases => aliases.Split('|', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gets the class of the largest airport.</summary>
    public AirportSize Size { get; } = GetLargest(place.Airports);

    /// <summary>Gets or sets the rank among all places: by class, then population of the city, a city before its airports.</summary>
    public int Rank { get; set; }

    /// <summary>Gets the searchable texts: code, name and aliases; for an airport also the city's name.</summary>
    public IEnumerable<string> SearchTexts =>
        Place.Kind == PlaceKind.City ? [Place.Code, Place.Name, .. Aliases] : [Place.Code, Place.Name, Place.City, .. Aliases];

    private static AirportSize GetLargest(IReadOnlyList<Airport> airports)
    {
        var largest = airports[0].Size;
        for (var i = 1; i < airports.Count; i++)
        {
            largest = airports[i].Size > largest ? airports[i].Size : largest;
        }

        return largest;
    }
}
