using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

/// <summary>
/// Names in common use: of one airport of several, of cities that the data has under the name of a district, and in other scripts.
/// </summary>
public sealed class CommonNameTests(PlacesFixture places) : IClassFixture<PlacesFixture>
{
    [Theory]
    [InlineData("Tenerife South", "TFS")]
    [InlineData("Bergamo", "BGY")]
    [InlineData("Orio al Serio", "BGY")]
    [InlineData("Fiumicino", "FCO")]
    [InlineData("Gardermoen", "OSL")]
    [InlineData("Dallas-Fort Worth", "DFW")]
    [InlineData("Hobby", "HOU")]
    [InlineData("Schiphol", "AMS")]
    [InlineData("EuroAirport", "BSL")]
    [InlineData("Mulhouse", "BSL")] // in France; the city of Basel is in Switzerland
    [InlineData("Beauvais", "BVA")]
    [InlineData("Sabiha Gokcen", "SAW")]
    [InlineData("Idlewild", "JFK")]
    [InlineData("Шереметьево", "SVO")]
    [InlineData("Bombay", "BOM", PlaceKind.City)]
    [InlineData("Phoenix", "PHX", PlaceKind.City)] // not Sanya Phoenix
    [InlineData("Moscow", "MOW", PlaceKind.City)] // not Pullman-Moscow
    [InlineData("El Dorado", "BOG")] // larger than El Dorado in Arkansas
    [InlineData("Chhatrapati Shivaji International Airport", "BOM")]
    [InlineData("Seyhan", "ADA")]
    public void A_name_that_means_one_airport_is_that_airport_alone(string text, string code, PlaceKind kind = PlaceKind.Airport) =>
        Assert.Equal((kind, code), (places.Found(text).Kind, places.Found(text).Code));

    [Theory]
    [InlineData("Fès", "FEZ")]
    [InlineData("Adana", "ADA")]
    [InlineData("Tébessa", "TEE")]
    [InlineData("Montichiari", "VBS")]
    [InlineData("Karlsruhe", "FKB")]
    [InlineData("Murcia", "RMU")]
    [InlineData("Haugesund", "HAU")]
    [InlineData("Boa Vista, Cape Verde", "BVC")]
    [InlineData("Vladikavkaz", "OGZ")]
    [InlineData("Erbil", "EBL")]
    [InlineData("Kefalonia", "EFL")]
    [InlineData("Easter Island", "IPC")]
    [InlineData("Bariloche", "BRC")]
    [InlineData("Kyoto", "OSA")]
    [InlineData("Shetland", "LSI")]
    public void A_city_is_found_by_its_own_name_and_by_that_of_the_airports_district(string text, string code) =>
        Assert.Equal(code, places.Found(text).Code);

    /// <summary>No smaller place, and no airport elsewhere with that word in its name, makes a large city ambiguous.</summary>
    [Fact]
    public void A_city_with_a_large_airport_is_found_by_its_name_unless_another_such_city_has_it()
    {
        var large = places.Catalog.Cities.Where(city => city.Airports.Any(airport => airport.Size == AirportSize.Large)).ToArray();
        var unique = large.CountBy(city => TextFold.Fold(city.Name)).Where(name => name.Value == 1).Select(name => name.Key).ToHashSet();

        Assert.InRange(unique.Count, 400, large.Length);
        Assert.All(
            large.Where(city => unique.Contains(TextFold.Fold(city.Name)) && city.Name != "St. John's"),
            city => Assert.Equal(city.Code, places.Found(city.Name).Code));
        Assert.Equal(["ANU", "YYT"], places.Candidates("St. John's").Select(place => place.Code).Order());
    }

    [Fact]
    public void A_name_on_both_sides_of_a_border_is_ambiguous() =>
        Assert.Equal(["AR", "BR"], places.Candidates("Iguazu Falls").Select(place => place.Country).Order());

    [Theory]
    [InlineData("東京", "TYO")]
    [InlineData("서울", "SEL")]
    [InlineData("廣州", "CAN")]
    [InlineData("台北", "TPE")]
    [InlineData("臺北", "TPE")]
    [InlineData("กรุงเทพ", "BKK")]
    [InlineData("दिल्ली", "DEL")]
    [InlineData("চট্টগ্রাম", "CGP")]
    [InlineData("تهران", "THR")]
    [InlineData("ابو ظبي", "AUH")] // without hamza
    [InlineData("جده", "JED")] // with heh for teh marbuta
    [InlineData("القَاهِرَة", "CAI")] // with vowel points
    [InlineData("תל אביב", "TLV")]
    [InlineData("תל־אביב", "TLV")]
    [InlineData("ΑΘΗΝΑ", "ATH")]
    [InlineData("Κως", "KGS")]
    [InlineData("МОСКВА", "MOW")]
    [InlineData("Ки\u0456\u0308в", "IEV")] // decomposed
    [InlineData("Кишинев", "RMO")] // without the dots of ё
    [InlineData("თბილისი", "TBS")]
    [InlineData("Երևան", "EVN")]
    [InlineData("አዲስ አበባ", "ADD")]
    public void A_large_city_is_found_by_its_name_in_its_own_script(string text, string code)
    {
        Assert.Equal((PlaceKind.City, code), (places.Found(text).Kind, places.Found(text).Code));
        Assert.Equal(code, places.Catalog.Search(text, 1)[0].Code);
    }

    [Theory]
    [InlineData("東", "TYO")]
    [InlineData("กรุง", "BKK")]
    [InlineData("אבי", "TLV")]
    [InlineData("महल", null)]
    public void A_part_of_a_name_in_another_script_is_searched(string text, string? code) =>
        Assert.Equal(code is null ? [] : [code], places.Catalog.Search(text, 1).Select(place => place.Code));
}
