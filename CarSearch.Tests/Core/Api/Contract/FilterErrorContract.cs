using System.Net;
using CarSearch.Offers;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: filters that can't be read.</summary>
public abstract class FilterErrorContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    private const string Ladder = "mini, economy, compact, intermediate, standard, fullSize, premium, luxury, oversize, special";
    private const string OneSize = "An upgrade needs exactly one size of the ladder to start from, such as size=compact&upgrade=fullSize.";

    [Theory]
    [InlineData("?size=huge", "size: \"huge\" is not valid. Allowed: small, medium, large, " + Ladder + ".")]
    [InlineData("?size=2", "size: \"2\" is not valid. Allowed: small, medium, large, " + Ladder + ".")]
    [InlineData("?CarSize=huge", "CarSize: \"huge\" is not valid. Allowed: small, medium, large, " + Ladder + ".")]
    [InlineData(
        "?size=mini,a&size=b",
        "size: \"a\" is not valid. Allowed: small, medium, large, " + Ladder
        + ".\nsize: \"b\" is not valid. Allowed: small, medium, large, " + Ladder + ".")]
    [InlineData("?type=boat", "type: \"boat\" is not valid. Allowed: car, wagon, van, suv, crossover, convertible, sports, pickup, other.")]
    [InlineData("?sort=name", "sort: \"name\" is not valid. Allowed: price, rating, size.")]
    [InlineData(
        "?type=pick--up", "type: \"pick--up\" is not valid. Allowed: car, wagon, van, suv, crossover, convertible, sports, pickup, other.")]
    [InlineData(
        "?fuel=unspecified",
        "fuel: \"unspecified\" is not valid. "
        + "Allowed: petrol, diesel, hybrid, plugInHybrid, electric, gas, hydrogen, multi, ethanol.")]
    [InlineData("?freeCancellation=1", "freeCancellation: \"1\" is not valid. Allowed: true, false.")]
    [InlineData("?mileage=100", "mileage: \"100\" is not valid. Allowed: unlimited.")]
    [InlineData("?best=rating", "best: \"rating\" is not valid. Allowed: size, type, supplier.")]
    [InlineData("?view=short", "view: \"short\" is not valid. Allowed: full, brief.")]
    [InlineData("?until=soon", "until: \"soon\" is not valid. Allowed: end, first, change.")]
    [InlineData("?upgrade=big&size=mini", "upgrade: \"big\" is not valid. Allowed: " + Ladder + ".")]
    [InlineData("?upgrade=large&size=mini", "upgrade: \"large\" is not valid. Allowed: " + Ladder + ".")]
    [InlineData("?payment=prepaid,cash", "payment: \"cash\" is not valid. Allowed: prepaid, guarantee, atPickUp, split.")]
    [InlineData("?rating=good", "rating: \"good\" is not valid. Allowed: a number from 0 to 10.")]
    [InlineData("?rating=-0.1", "rating: \"-0.1\" is not valid. Allowed: a number from 0 to 10.")]
    [InlineData("?SupplierRating=11", "SupplierRating: \"11\" is not valid. Allowed: a number from 0 to 10.")]
    [InlineData("?maxPrice=0", "maxPrice: \"0\" is not valid. Allowed: an amount above 0, at most 1000000000, in the search's currency.")]
    [InlineData(
        "?maxPrice=1000000000.01",
        "maxPrice: \"1000000000.01\" is not valid. Allowed: an amount above 0, at most 1000000000, in the search's currency.")]
    [InlineData(
        "?maxPrice=100%20USD",
        "maxPrice: \"100 USD\" is not valid. Allowed: an amount above 0, at most 1000000000, in the search's currency.")]
    [InlineData(
        "?maxDeposit=1000000000.01",
        "maxDeposit: \"1000000000.01\" is not valid. Allowed: an amount from 0 to 1000000000, in the search's currency.")]
    [InlineData("?seats=0", "seats: \"0\" is not valid. Allowed: a whole number from 1 to 60.")]
    [InlineData("?seats=61", "seats: \"61\" is not valid. Allowed: a whole number from 1 to 60.")]
    [InlineData("?seats=4.5", "seats: \"4.5\" is not valid. Allowed: a whole number from 1 to 60.")]
    [InlineData("?limit=0", "limit: \"0\" is not valid. Allowed: a whole number from 1 to 100.")]
    [InlineData("?limit=101", "limit: \"101\" is not valid. Allowed: a whole number from 1 to 100.")]
    [InlineData("?skip=-1", "skip: \"-1\" is not valid. Allowed: a whole number from 0 to 1000000.")]
    [InlineData("?skip=1000001", "skip: \"1000001\" is not valid. Allowed: a whole number from 0 to 1000000.")]
    [InlineData("?skip=99999999999", "skip: \"99999999999\" is not valid. Allowed: a whole number from 0 to 1000000.")]
    [InlineData("?wait=soon", "wait: \"soon\" is not valid. Allowed: a number of seconds from 0 to 30.")]
    [InlineData("?upgrade=fullSize", "upgrade: " + OneSize)]
    [InlineData("?UpgradeClass=fullSize", "UpgradeClass: " + OneSize)]
    [InlineData("?size=mini,compact&upgrade=fullSize", "upgrade: " + OneSize)]
    [InlineData("?size=small&upgrade=fullSize", "upgrade: " + OneSize)]
    [InlineData("?size=compact&upgrade=compact", "upgrade: compact is not larger than compact; the ladder is " + Ladder + ".")]
    [InlineData("?limit=1&limit=2", "limit: 2 values. Allowed: one value.")]
    [InlineData("?transmission=manual&transmission=automatic", "transmission: 2 values. Allowed: one value.")]
    [InlineData("?size=mini&CarSize=mini", "CarSize: CarSize and size mean the same. Allowed: one of them.")]
    [InlineData("?SupplierRating=1&rating=2", "rating: rating and SupplierRating mean the same. Allowed: one of them.")]
    [InlineData(
        "?size=mini&upgrade=compact&UpgradeClass=compact", "UpgradeClass: UpgradeClass and upgrade mean the same. Allowed: one of them.")]
    public async Task A_wrong_value_is_refused_with_what_is_allowed(string query, string errors) => await RefusedAsync(query, errors);

    [Theory]
    [InlineData("?color=red", "color")]
    [InlineData("?User=x", "User")]
    [InlineData("?=1", "")]
    [InlineData("?%00%0a=1", "??")]
    public async Task An_unknown_name_is_refused_by_name(string query, string name) =>
        await RefusedAsync(query, $"{name}: Unknown parameter. Allowed: {string.Join(", ", Names())}.");

    [Fact]
    public async Task The_original_address_knows_its_original_names()
    {
        using var response = await search.Client.GetAsync($"/api/searches?User={search.Token}&Colour=red");

        Assert.Equal(
            $"Colour: Unknown parameter. Allowed: User, {string.Join(", ", Names())}, CarSize, UpgradeClass, SupplierRating.",
            await response.ErrorsAsync("InvalidFilter"));
    }

    [Fact]
    public async Task Every_filter_that_is_wrong_is_named()
    {
        using var response = await search.Client.GetAsync(
            $"{search.Path}?size=a&type=b&rating=c&transmission=d&seats=e&maxPrice=f"
                + "&sort=g&limit=h&skip=i&wait=j&k=l&best=m&view=n&until=o&payment=p&maxDeposit=q");

        Assert.Equal(
            "best k limit maxDeposit maxPrice payment rating seats size skip sort transmission type until view wait",
            await response.WrongAsync("InvalidFilter"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?size=compact")]
    [InlineData("?User=")]
    [InlineData("?code=x")]
    public async Task The_original_address_needs_the_token(string query)
    {
        using var response = await search.Client.GetAsync($"/api/searches{query}");

        Assert.Equal(
            "User: The token is missing. Allowed: a token that POST /api/searches returned.", await response.ErrorsAsync("InvalidFilter"));
    }

    [Fact]
    public async Task A_query_string_has_at_most_2048_characters()
    {
        using var longest = await search.Client.GetAsync($"{search.Path}?supplier={new string('x', 2048 - "?supplier=".Length)}");
        using var longer = await search.Client.GetAsync($"{search.Path}?supplier={new string('x', 2049 - "?supplier=".Length)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal("query: It has 2049 characters. Allowed: at most 2048.", await longer.ErrorsAsync("InvalidQuery"));
    }

    private static IEnumerable<string> Names() => OfferParameters.All.Select(parameter => parameter.Name).Concat(["wait", "until"]);

    private async Task RefusedAsync(string query, string errors)
    {
        using var response = await search.Client.GetAsync(search.Path + query);

        Assert.Equal(errors, await response.ErrorsAsync("InvalidFilter"));
    }
}
