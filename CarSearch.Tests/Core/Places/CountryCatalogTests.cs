using CarSearch.Places;

namespace CarSearch.Tests.Core.Places;

public sealed class CountryCatalogTests
{
    private readonly CountryCatalog catalog = CountryCatalog.Load();

    [Theory]
    [InlineData("US", "USD")]
    [InlineData("HR", "EUR")]
    [InlineData("CW", "XCG")]
    [InlineData("ZW", "ZWG")]
    [InlineData("VE", "VES")]
    [InlineData("BY", "BYN")]
    [InlineData("LS", "LSL")]
    [InlineData("XK", "EUR")]
    public void A_country_has_the_currency_that_is_valid_now(string country, string currency) =>
        Assert.Equal(currency, catalog.FindCountry(country)?.Currency);

    [Theory]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("HUF", 2)]
    [InlineData("KWD", 3)]
    [InlineData("XCG", 2)]
    [InlineData("XOF", 0)]
    public void A_currency_has_the_decimals_of_ISO_4217(string currency, int decimals) =>
        Assert.Equal(decimals, catalog.FindCurrency(currency)?.Decimals);

    [Theory]
    [InlineData("HRK")]
    [InlineData("BGN")]
    [InlineData("DEM")]
    [InlineData("CLF")]
    [InlineData("CHE")]
    [InlineData("XAU")]
    [InlineData("XTS")]
    [InlineData("usd")]
    [InlineData("")]
    public void What_does_not_circulate_is_no_currency(string code) => Assert.Null(catalog.FindCurrency(code));

    [Theory]
    [InlineData("us")]
    [InlineData("UK")]
    [InlineData("ZZ")]
    [InlineData("USA")]
    [InlineData("")]
    public void What_is_no_ISO_code_in_upper_case_is_no_country(string code) => Assert.Null(catalog.FindCountry(code));

    [Fact]
    public void Every_country_has_a_name_and_a_currency_that_is_known()
    {
        Assert.InRange(catalog.Countries.Count, 249, 253);
        Assert.All(catalog.Countries, country =>
        {
            Assert.NotEmpty(country.Name);
            Assert.Equal(country.Currency, catalog.FindCurrency(country.Currency)?.Code);
        });
    }
}
