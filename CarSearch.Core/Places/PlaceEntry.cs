namespace CarSearch.Places;

/// <summary>A place, with what finding it needs to know.</summary>
/// <param name="place">The place.</param>
/// <param name="region">For the United States, Canada and Australia the ISO 3166-2 part after the country (<c>OR</c>), else empty.</param>
/// <param name="otherNames">A city's aliases; for an airport, its municipality where that has a name of its own (Newark).</param>
internal sealed class PlaceEntry(Place place, string region, string[] otherNames)
{
    public Place Place { get; } = place;

    public string Region { get; } = region;

    public string[] OtherNames { get; } = otherNames;

    /// <summary>The class of the largest of its airports.</summary>
    public AirportSize Size { get; } = Largest(place.Airports);

    /// <summary>Its position among all places, largest first: by class, then by the city's population, a city before its airports.</summary>
    public int Rank { get; set; }

    /// <summary>What the place is searched by: its code, its name, its other names; for an airport also the city's name.</summary>
    public IEnumerable<string> SearchedTexts =>
        Place.Kind == PlaceKind.City ? [Place.Code, Place.Name, .. OtherNames] : [Place.Code, Place.Name, Place.City, .. OtherNames];

    private static AirportSize Largest(IReadOnlyList<Airport> airports)
    {
        var largest = airports[0].Size;
        for (var i = 1; i < airports.Count; i++)
        {
            largest = airports[i].Size > largest ? airports[i].Size : largest;
        }

        return largest;
    }
}
