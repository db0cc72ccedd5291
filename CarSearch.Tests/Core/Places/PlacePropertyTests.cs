using System.Text;
using CarSearch.Places;
using FsCheck;
using FsCheck.Fluent;

namespace CarSearch.Tests.Core.Places;

/// <summary>Properties that hold for all places and texts.</summary>
public sealed class PlacePropertyTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    private static readonly char[] Alphabet = [.. "aéßøİı ,.-'’()/\t\n\0\u0007\uD800\uDC00\uFFFF\u0301漢字١٢Ж0Zz"];
    private readonly PlaceCatalog catalog = places.Catalog;

    [Fact]
    public void Every_airports_code_in_capitals_is_that_airport() =>
        Assert.All(catalog.Airports, airport => Assert.Same(airport, places.Found(airport.Code).Airports[0]));

    [Fact]
    public void Every_code_in_another_case_is_a_place_of_that_name_or_that_of_the_code()
    {
        var names = catalog.Entries
            .SelectMany(entry => GetNames(entry).Select(TextFold.Fold).Append(GetShortName(entry)).Select(name => (name, entry.Place)))
            .ToLookup(pair => pair.name, pair => pair.Place);

        Assert.All(catalog.Airports, airport =>
        {
            var place = places.Found(airport.Code.ToLowerInvariant());
            var named = names[airport.Code.ToLowerInvariant()];
            Assert.True(named.Any() ? named.Contains(place) : place.Code == airport.Code);
        });
    }

    [Fact]
    public void Every_citys_code_is_an_airport_of_that_code_or_the_city() =>
        Assert.All(catalog.Cities, city =>
        {
            var found = places.Found(city.Code);
            Assert.True(ReferenceEquals(found, city) || found.Airports[0].Code == city.Code);
        });

    [Fact]
    public void Every_city_and_country_is_that_city_or_a_candidate_or_gives_way_to_a_larger_one() =>
        Assert.All(catalog.Cities, city =>
        {
            switch (catalog.Resolve($"{city.Name}, {city.Country}"))
            {
                case PlaceMatch.Found(var place):
                    Assert.Equal(city.Country, place.Country);
                    Assert.True(ReferenceEquals(place, city) || Size(place) > Size(city));
                    break;
                case PlaceMatch.Ambiguous(var candidates):
                    Assert.True(candidates.Contains(city) || (candidates.Count == 10 || Size(candidates[0]) > Size(city)));
                    break;
                default:
                    Assert.Fail($"{city.Name}, {city.Country} is unknown.");
                    break;
            }
        });

    /// <summary>Own names, those of the municipality and aliases.</summary>
    [Fact]
    public void Every_name_is_its_place_or_a_candidate_or_gives_way_to_a_larger_place() =>
        Assert.All(catalog.Entries, entry => Assert.All(GetNames(entry), name => AssertLeadsTo(entry, name)));

    [Fact]
    public void Every_name_with_its_country_stays_in_that_country() =>
        Assert.All(catalog.Entries, entry => Assert.All(GetNames(entry), name =>
        {
            var country = catalog.Countries.FindCountry(entry.Place.Country)!;
            foreach (var place in GetMeant($"{name}, {country.Name}"))
            {
                Assert.Equal(country.Code, place.Country);
            }

            AssertLeadsTo(entry, $"{name}, {country.Name}");
        }));

    /// <summary>Where places of several countries share a name, the one that is found is alone in its class, or it is ambiguous.</summary>
    [Fact]
    public void No_name_silently_means_one_of_two_countries()
    {
        var names = catalog.Entries.SelectMany(entry => GetNames(entry).Select(TextFold.Fold).Distinct().Select(name => (name, entry)))
            .ToLookup(pair => pair.name, pair => pair.entry);

        Assert.All(names.Where(name => name.Select(entry => entry.Place.Country).Distinct().Count() > 1), name =>
        {
            if (catalog.Resolve(name.Key) is PlaceMatch.Found(var place))
            {
                Assert.All(name.Where(entry => entry.Place.Country != place.Country), other => Assert.True(Size(place) > other.Size));
            }
        });
    }

    [Fact]
    public void The_first_suggestion_for_every_name_and_code_is_the_place_that_it_means() =>
        Assert.All(catalog.Entries.SelectMany(entry => GetNames(entry).Append(entry.Place.Code)).Distinct(), text =>
        {
            var meant = GetMeant(text);

            Assert.NotEmpty(meant);
            Assert.Equal(meant.Select(PlacesFixture.Label), catalog.Search(text, meant.Count).Select(PlacesFixture.Label));
        });

    [Fact]
    public void No_text_is_too_strange()
    {
        var texts = Gen.Elements(Alphabet).ArrayOf().Select(letters => new string(letters));

        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            Assert.NotNull(catalog.Resolve(text));
            Assert.NotNull(catalog.Search(text, 10));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void A_hundred_random_characters_are_looked_up_without_harm()
    {
        var random = new Random(20260101);
        var text = new StringBuilder();
        for (var round = 0; round < 2_000; round++)
        {
            text.Clear();
            for (var i = random.Next(101); i > 0; i--)
            {
                text.Append((char)random.Next(char.MaxValue + 1));
            }

            var match = catalog.Resolve(text.ToString());
            Assert.True(match is not PlaceMatch.Unknown(var suggestions) || suggestions.Count <= 3);
        }
    }

    /// <summary>Gets the name and the aliases.</summary>
    private static IEnumerable<string> GetNames(PlaceEntry entry) => entry.Aliases.Prepend(entry.Place.Name);

    private static string GetShortName(PlaceEntry entry) =>
        NameIndex.GetShortName(TextFold.Fold(entry.Place.Name), TextFold.Fold(entry.Place.City));

    private IReadOnlyList<Place> GetMeant(string text) => catalog.Resolve(text) switch
    {
        PlaceMatch.Found(var place) => [place],
        PlaceMatch.Ambiguous(var candidates) => candidates,
        _ => [],
    };

    private void AssertLeadsTo(PlaceEntry entry, string text)
    {
        var meant = GetMeant(text);
        Assert.True(
            meant.Any(place => place.Airports.Contains(entry.Place.Airports[0]))
                || (meant.Count > 0 && Size(meant[0]) > entry.Size) || meant.Count == 10,
            $"{text} is not {PlacesFixture.Label(entry.Place)}.");
    }

    private static AirportSize Size(Place place) => place.Airports.Max(airport => airport.Size);
}
