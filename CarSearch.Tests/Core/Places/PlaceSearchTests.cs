using CarSearch.Places;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Places;

public sealed class PlaceSearchTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    private readonly PlaceCatalog catalog = places.Catalog;

    [Theory]
    [InlineData("new y", "NYC", PlaceKind.City)]
    [InlineData("jfk", "JFK", PlaceKind.Airport)]
    [InlineData("muenchen", "MUC", PlaceKind.City)]
    [InlineData("heathrow", "LHR", PlaceKind.Airport)]
    [InlineData("são p", "SAO", PlaceKind.City)]
    public void The_likeliest_place_comes_first(string text, string code, PlaceKind kind)
    {
        var first = catalog.Search(text, 10)[0];

        Assert.Equal((code, kind), (first.Code, first.Kind));
    }

    [Fact]
    public void A_citys_airports_are_found_by_its_name() =>
        Assert.Superset(
            new HashSet<string> { "JFK", "EWR", "LGA" }, catalog.Search("new york", 10).Select(place => place.Code).ToHashSet());

    [Theory]
    [InlineData("a", 0, 0)]
    [InlineData("a", 7, 7)]
    [InlineData("", 10, 0)]
    [InlineData("...", 10, 0)]
    [InlineData("qqqqqq", 10, 0)]
    public void At_most_so_many_places_come(string text, int limit, int count) => Assert.Equal(count, catalog.Search(text, limit).Count);

    [Fact]
    public void No_place_comes_twice()
    {
        var found = catalog.Search("an", int.MaxValue);

        Assert.Equal(found.Count, found.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    /// <summary>
    /// Compares with a simple implementation: what the text means, then all places in the order of the catalog, those that start with the
    /// text first.
    /// </summary>
    [Fact]
    public void Search_equals_a_simple_implementation()
    {
        var keys = catalog.Entries.Select(entry => (entry.Place, Texts: entry.SearchTexts.Select(TextFold.Fold).ToArray())).ToArray();
        var texts = Gen.Elements(catalog.Cities.ToArray()).SelectMany(city =>
            Gen.Choose(0, city.Name.Length - 1).SelectMany(start =>
                Gen.Choose(1, city.Name.Length - start).Select(length => city.Name.Substring(start, length))));

        Prop.ForAll(texts.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (text, limit) =>
        {
            var folded = TextFold.Fold(text);
            var starting = Matches(one => one.StartsWith(folded, StringComparison.Ordinal)).ToArray();
            var containing = Matches(one => one.Contains(folded, StringComparison.Ordinal));

            IEnumerable<Place> meant = catalog.Resolve(text) switch
            {
                PlaceMatch.Found(var place) => [place],
                PlaceMatch.Ambiguous(var candidates) => candidates,
                PlaceMatch.Retired(var successor) => [successor],
                _ => [],
            };
            var expected = meant.Concat(starting).Concat(containing).Distinct(ReferenceEqualityComparer.Instance).Cast<Place>().Take(limit);
            Assert.Equal(expected.Select(PlacesFixture.Label), catalog.Search(text, limit).Select(PlacesFixture.Label));

            IEnumerable<Place> Matches(Func<string, bool> predicate) =>
                keys.Where(key => folded != "" && key.Texts.Any(predicate)).Select(key => key.Place);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void The_order_is_by_class_then_by_population()
    {
        Assert.Equal(
            catalog.Entries.OrderByDescending(entry => entry.Size).Select(entry => entry.Place.Code),
            catalog.Entries.Select(entry => entry.Place.Code));
        Assert.Equal(Enumerable.Range(0, catalog.Entries.Count), catalog.Entries.Select(entry => entry.Rank));
        Assert.True(Rank("LON") < Rank("BHX") && Rank("BHX") < Rank("EDI"));

        int Rank(string code) => catalog.Entries.First(entry => entry.Place.Code == code && entry.Place.Kind == PlaceKind.City).Rank;
    }
}
