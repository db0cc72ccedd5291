using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

/// <summary>Texts of three letters, second codes and retired codes.</summary>
public sealed class CodeTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    [Theory]
    [InlineData("Goa", "GOI IN")]
    [InlineData("Kos", "KGS GR")]
    [InlineData("fez", "FEZ MA")]
    [InlineData("Gao", "GAQ ML")] // GAO is Guantánamo, Cuba
    [InlineData("Leh", "IXL IN")] // LEH is Le Havre, France
    [InlineData("Sal", "SID CV")] // SAL is San Salvador, El Salvador
    [InlineData("Huế", "HUI VN")]
    [InlineData("Niš", "INI RS")]
    [InlineData("Van", "VAN TR")]
    [InlineData("Goa, IN", "GOI IN")]
    [InlineData("Goa, India", "GOI IN")]
    [InlineData("Goa, Italy", "GOA IT")] // the name is not in that country, the code is
    public void Three_letters_not_in_capitals_are_a_name_before_they_are_a_code(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("GOA", "GOA IT")]
    [InlineData("GAO", "GAO CU")]
    [InlineData("SAL", "SAL SV")]
    [InlineData("GOA, Italy", "GOA IT")]
    [InlineData("KOS airport", "KOS KH")]
    [InlineData("GOA International Airport", "GOA IT")]
    public void Three_capitals_are_a_code_before_they_are_a_name(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("OSH", "OSS KG")]
    [InlineData("GOA, IN", "GOI IN")]
    public void Three_capitals_that_are_no_code_are_a_name(string text, string expected) =>
        Assert.Equal(expected, PlacesFixture.Label(places.Found(text)));

    [Theory]
    [InlineData("jfk", "JFK")]
    [InlineData("per", "PER")] // not the village of Pér near Győr
    [InlineData("sha", "SHA")] // not the town of Sha near Sanming
    [InlineData("J.F.K.", "JFK")]
    [InlineData("ＪＦＫ", "JFK")]
    public void Three_letters_that_are_no_name_are_a_code(string text, string code) => Assert.Equal(code, places.Found(text).Code);

    [Theory]
    [InlineData("MLH")]
    [InlineData("MLH, France")]
    public void A_second_code_of_an_airport_is_that_airport(string text) =>
        Assert.Equal((PlaceKind.Airport, "BSL"), (places.Found(text).Kind, places.Found(text).Code));

    [Fact]
    public void The_code_of_the_city_of_Basel_is_the_same_airport() =>
        Assert.Equal("BSL", Assert.Single(places.Found("EAP").Airports).Code);

    [Theory]
    [InlineData("TXL", "BER")]
    [InlineData("txl", "BER")]
    [InlineData("TXL airport", "BER")]
    [InlineData(" SXF ", "BER")]
    [InlineData("TSE", "NQZ")]
    [InlineData("ULN", "UBN")]
    [InlineData("VDA", "ETM")]
    [InlineData("PFN", "ECP")]
    [InlineData("YXD", "YEG")]
    public void A_retired_code_names_the_airport_that_replaced_it(string text, string successor)
    {
        var match = Assert.IsType<PlaceMatch.Retired>(places.Catalog.Resolve(text));

        Assert.Equal((PlaceKind.Airport, successor), (match.Successor.Kind, match.Successor.Code));
        Assert.Same(match.Successor, places.Catalog.Search(text, 1)[0]);
        Assert.Null(places.Catalog.FindAirport(text.Trim()[..3]));
    }

    [Theory]
    [InlineData("THR", "THR")]
    [InlineData("DMK", "DMK")]
    public void An_old_airport_that_is_still_served_keeps_its_code(string code, string expected) =>
        Assert.Equal((PlaceKind.Airport, expected), (places.Found(code).Kind, places.Found(code).Code));

    [Theory]
    [InlineData("PNH", "KTI")]
    [InlineData("ALY", "HBE")]
    public void An_old_code_that_is_now_that_of_the_city_is_the_city(string code, string airport) =>
        Assert.Equal((PlaceKind.City, airport), (places.Found(code).Kind, places.Found(code).Airports[0].Code));
}
