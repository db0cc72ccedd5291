using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

public sealed class ResolveTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    [Theory]
    [InlineData("JFK", "JFK")]
    [InlineData(" Lhr ", "LHR")]
    [InlineData("SHA", "SHA")] // Hongqiao, though it is Shanghai's city code too
    [InlineData("BER", "BER")]
    public void An_airport_code_in_any_case_is_the_airport(string text, string code)
    {
        var place = places.Found(text);

        Assert.Equal((PlaceKind.Airport, code), (place.Kind, place.Code));
        Assert.Equal([code], place.Airports.Select(airport => airport.Code));
    }

    [Theory]
    [InlineData("NYC", "JFK EWR LGA")]
    [InlineData("New York", "JFK EWR LGA")]
    [InlineData("LON", "LHR LGW STN LTN LCY SEN")]
    [InlineData("MOW", "SVO DME VKO ZIA")]
    [InlineData("STO", "ARN NYO BMA VST")]
    [InlineData("OSA", "KIX ITM UKB")]
    [InlineData("Berlin", "BER")]
    [InlineData("Dubai", "DXB DWC")]
    [InlineData("Shanghai", "PVG SHA")]
    public void A_city_has_all_of_its_airports_largest_first(string text, string airports)
    {
        var place = places.Found(text);

        Assert.Equal(PlaceKind.City, place.Kind);
        Assert.Equal(airports, string.Join(' ', place.Airports.Select(airport => airport.Code)));
    }

    [Theory]
    [InlineData("new york", "NYC")]
    [InlineData("New York City", "NYC")]
    [InlineData("sao paulo", "SAO")]
    [InlineData("Sa\u0303o Paulo", "SAO")] // decomposed
    [InlineData("Zürich", "ZRH")]
    [InlineData("Zuerich", "ZRH")]
    [InlineData("Muenchen", "MUC")]
    [InlineData("Cologne", "CGN")]
    [InlineData("Mallorca", "PMI")]
    [InlineData("Milan", "MIL")]
    [InlineData("Kobenhavn", "CPH")]
    [InlineData("Lodz", "LCJ")]
    [InlineData("Washington, D.C.", "WAS")]
    [InlineData("Kiev", "IEV")]
    [InlineData("St. Louis", "STL")]
    [InlineData("saint louis, us", "STL")]
    [InlineData("Xi’an", "SIA")]
    [InlineData("Ürümqi", "URC")]
    public void A_city_is_found_by_any_of_its_names_however_it_is_typed(string text, string code)
    {
        var place = places.Found(text);

        Assert.Equal((PlaceKind.City, code), (place.Kind, place.Code));
    }

    [Theory]
    [InlineData("London", "LON GB")]
    [InlineData("Barcelona", "BCN ES")]
    [InlineData("Sydney", "SYD AU")]
    [InlineData("Santiago", "SCL CL")]
    public void Where_cities_share_a_name_the_one_alone_in_the_largest_class_wins(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("San Jose", "SJC US", "SJO CR")]
    [InlineData("Portland", "PDX US", "PWM US")]
    public void Where_several_are_in_the_largest_class_the_candidates_come_largest_first(string text, string first, string second)
    {
        var candidates = places.Candidates(text);

        Assert.Equal([first, second], candidates.Take(2).Select(PlacesFixture.Label));
        Assert.InRange(candidates.Count, 2, 10);
    }

    [Theory]
    [InlineData("John F. Kennedy International Airport", "JFK")]
    [InlineData("London Heathrow Airport", "LHR")]
    [InlineData("Heathrow", "LHR")]
    [InlineData("Charles de Gaulle", "CDG")]
    [InlineData("Newark", "EWR")]
    [InlineData("Paris Charles de Gaulle", "CDG")]
    [InlineData("Zürich airport", "ZRH")]
    public void An_airport_is_found_by_its_name_and_its_municipality(string text, string code)
    {
        var place = places.Found(text);

        Assert.Equal((PlaceKind.Airport, code), (place.Kind, place.Code));
    }

    [Theory]
    [InlineData("Lonon", "LON")]
    [InlineData("Barcelna", "BCN")]
    [InlineData("San Fran", "SFO")]
    public void An_unknown_name_suggests_what_starts_so_or_is_typed_nearly_so(string text, string code)
    {
        var suggestions = places.Suggestions(text);

        Assert.Contains(code, suggestions.Select(place => place.Code));
        Assert.InRange(suggestions.Count, 1, 3);
    }

    [Fact]
    public void A_suburb_does_not_pass_for_a_larger_place_of_its_name() =>
        Assert.IsType<PlaceMatch.Unknown>(places.Catalog.Resolve("Cambridge")); // by Hobart

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(",,,")]
    [InlineData("zzzzqqqqxxxx")]
    [InlineData("1")]
    public void What_resembles_no_name_is_unknown_without_suggestions(string text) => Assert.Empty(places.Suggestions(text));

    [Fact]
    public void Over_100_characters_nothing_is_looked_up()
    {
        Assert.Equal("LON", places.Found("London" + new string(' ', 200)).Code);
        Assert.Empty(places.Suggestions("London" + new string('x', 95)));
    }
}
