using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

/// <summary>Names followed by a country, a state, a city or a code, with or without a comma.</summary>
public sealed class QualifierTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    [Theory]
    [InlineData("London, GB", "LON GB")]
    [InlineData("London, CA", "YXU CA")]
    [InlineData("London, UK", "LON GB")]
    [InlineData("Paris, France", "PAR FR")]
    [InlineData("Paris France", "PAR FR")]
    [InlineData("Valencia, España", "VLC ES")]
    [InlineData("Barcelona Venezuela", "BLA VE")]
    [InlineData("San Jose Costa Rica", "SJO CR")]
    [InlineData("Istanbul, Turkey", "IST TR")]
    [InlineData("Manchester, England", "MAN GB")]
    [InlineData("東京, 日本", "TYO JP")]
    [InlineData("Москва, Россия", "MOW RU")]
    public void A_name_may_be_followed_by_its_country(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("San Jose, CA", "SJC US")] // no San Jose in Canada: California
    [InlineData("Portland, ME", "PWM US")] // no Portland in Montenegro: Maine
    [InlineData("Portland, Maine, USA", "PWM US")]
    [InlineData("Portland Maine", "PWM US")]
    [InlineData("Washington, DC", "WAS US")]
    [InlineData("Panama City, Florida", "ECP US")]
    [InlineData("Saint Petersburg, Florida", "PIE US")]
    [InlineData("Athens, Georgia", "AHN US")] // no Athens in the country Georgia
    [InlineData("Charleston, West Virginia", "CRW US")]
    [InlineData("London Ontario Canada", "YXU CA")]
    [InlineData("Vancouver, BC", "YVR CA")]
    [InlineData("Perth, Western Australia", "PER AU")]
    [InlineData("Belém, PA", "BEL BR")] // no Belém in Panama: Pará
    [InlineData("Rio de Janeiro, RJ, Brazil", "RIO BR")]
    public void A_name_may_be_followed_by_its_state(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("LAX airport", "LAX")]
    [InlineData("SFO International Airport", "SFO")]
    [InlineData("London Heathrow (LHR)", "LHR")]
    [InlineData("LHR - London Heathrow", "LHR")]
    [InlineData("Gatwick Airport, London, UK", "LGW")]
    [InlineData("JFK, New York", "JFK")]
    [InlineData("New York JFK", "JFK")]
    [InlineData("NYC, LGA", "LGA")]
    [InlineData("Malpensa, Milan, Italy", "MXP")]
    [InlineData("JFK, US", "JFK")]
    [InlineData("Newark, NJ", "EWR")]
    [InlineData("Dulles, Virginia", "IAD")]
    [InlineData("Oslo TRF", "TRF")]
    public void A_name_or_code_of_an_airport_may_stand_beside_its_city_or_code(string text, string code) =>
        Assert.Equal((PlaceKind.Airport, code), (places.Found(text).Kind, places.Found(text).Code));

    [Theory]
    [InlineData("London, FR")]
    [InlineData("London, Paris")]
    [InlineData("London, Texas")]
    [InlineData("London, Ontario, UK")]
    public void A_name_in_a_country_or_state_that_has_none_is_unknown_and_suggests_the_ones_there_are(string text) =>
        Assert.Equal(["LON GB", "YXU CA"], places.Suggestions(text).Select(PlacesFixture.Label).Take(2));

    [Theory]
    [InlineData("Paris, Texas")]
    [InlineData("JFK, London")]
    [InlineData("Goa, Brazil")]
    [InlineData("TXL, Berlin")]
    public void What_follows_a_name_is_never_ignored(string text) => Assert.IsType<PlaceMatch.Unknown>(places.Catalog.Resolve(text));

    [Fact]
    public void Many_qualifiers_are_filtered_in_bounded_time() =>
        Assert.IsType<PlaceMatch.Unknown>(places.Catalog.Resolve("LAX" + string.Concat(Enumerable.Repeat(" us ca", 15)) + " zz"));
}
