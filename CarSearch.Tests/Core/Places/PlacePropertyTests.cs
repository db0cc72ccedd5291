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
    public void Every_airports_code_is_that_airport() =>
        Assert.All(catalog.Airports, airport => Assert.Same(airport, places.Found(airport.Code.ToLowerInvariant()).Airports[0]));

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

    [Fact]
    public void Every_airports_name_is_known() =>
        Assert.All(catalog.Airports, airport => Assert.IsNotType<PlaceMatch.Unknown>(catalog.Resolve($"{airport.Name}")));

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

    private static AirportSize Size(Place place) => place.Airports.Max(airport => airport.Size);
}
