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
}
