using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

/// <summary>The catalog, shared by all tests.</summary>
public sealed class PlacesFixture
{
    public PlaceCatalog Catalog { get; } = PlaceCatalog.Load();

    public Place Found(string text) => Assert.IsType<PlaceMatch.Found>(Catalog.Resolve(text)).Place;

    public IReadOnlyList<Place> Candidates(string text) => Assert.IsType<PlaceMatch.Ambiguous>(Catalog.Resolve(text)).Candidates;

    public IReadOnlyList<Place> Suggestions(string text) => Assert.IsType<PlaceMatch.Unknown>(Catalog.Resolve(text)).Suggestions;

    public static string Label(Place place) => $"{place.Code} {place.Country}";

    /// <summary>Gets the distance in kilometres.</summary>
    public static double GetDistance(Coordinates from, Coordinates to)
    {
        var (south, north) = (double.DegreesToRadians(from.Latitude), double.DegreesToRadians(to.Latitude));
        var longitude = double.DegreesToRadians(to.Longitude - from.Longitude);
        var h = Math.Pow(Math.Sin((north - south) / 2), 2) + (Math.Cos(south) * Math.Cos(north) * Math.Pow(Math.Sin(longitude / 2), 2));
        return 12_742 * Math.Asin(Math.Sqrt(h));
    }
}

internal static class PlaceCatalogExtensions
{
    extension(PlaceCatalog catalog)
    {
        public IReadOnlyList<Place> Cities =>
            [.. catalog.Entries.Select(entry => entry.Place).Where(place => place.Kind is PlaceKind.City)];

        public Airport? FindAirport(string code) => catalog.Airports.FirstOrDefault(airport => airport.Code == code);
    }
}
