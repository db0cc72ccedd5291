using System.Text.Json;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: which offers match.</summary>
public abstract class FilterContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    [Theory]
    [InlineData("", EndedOffers.All)]
    [InlineData("?size=compact", "c1 c3 c2 x1")]
    [InlineData("?size=fullSize", "f1")]
    [InlineData("?size=luxury", "")]
    [InlineData("?size=full-size", "f1")]
    [InlineData("?size=full+size", "f1")]
    [InlineData("?size=mini,economy", "m1 e1")]
    [InlineData("?size=mini&size=economy", "m1 e1")]
    [InlineData("?size=mini,%20,&size=economy,mini", "m1 e1")]
    [InlineData("?size=small", "m1 e1 c1 c3 c2 x1")]
    [InlineData("?size=Large", "f1 o1 p1")]
    [InlineData("?size=small,medium,large", "m1 e1 i1 c1 c3 c2 f1 v1 o1 p1 x1")]
    [InlineData("?size=medium,mini", "m1 i1 v1")]
    [InlineData("?size=", EndedOffers.All)]
    public async Task A_size_lets_offers_of_that_size_pass(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?type=car", "m1 e1 c1 c3 f1 x1")]
    [InlineData("?type=SUV,van", "i1 v1")]
    [InlineData("?type=crossover", "")]
    [InlineData("?type=convertible", "p1")]
    [InlineData("?type=pickup&type=convertible", "o1 p1")]
    public async Task A_type_lets_offers_of_that_type_pass(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?fuel=diesel", "o1")]
    [InlineData("?fuel=Hybrid,diesel", "v1 o1")]
    [InlineData("?fuel=", EndedOffers.All)]
    [InlineData("?airConditioning=FALSE", "m1")]
    [InlineData("?mileage=unlimited", "m1 e1 i1 c1 c3 v1 o1 p1 s1 x1")]
    [InlineData("?freeCancellation=true", "m1 e1 i1 c1 c3 v1 o1 p1 s1 x1")]
    [InlineData("?freeCancellation=false", "c2")]
    [InlineData("?atAirport=true", "m1 e1 i1 c1 c3 v1 o1 p1 s1 x1")]
    [InlineData("?atAirport=false", "c2")]
    [InlineData("?payment=At-Pick-Up", "e1 f1")]
    [InlineData("?payment=atPickUp,guarantee&payment=split", "e1 c1 f1 x1")]
    [InlineData("?payment=prepaid,guarantee,atPickUp,split", "m1 e1 c1 f1 x1")]
    [InlineData("?payment=", EndedOffers.All)]
    [InlineData("?fuel=diesel,hybrid&airConditioning=true&mileage=unlimited&freeCancellation=true&atAirport=true&type=van", "v1")]
    public async Task What_an_offer_does_not_state_matches_no_value(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?supplier=Alpha", "m1 c1 c2 f1 v1 x1")]
    [InlineData("?supplier=alpha", "m1 c1 c2 f1 v1 x1")]
    [InlineData("?supplier=Beta%20Cars%20%26%20Co", "e1 i1 c3 o1 p1 s1")]
    [InlineData("?supplier=alpha,beta+cars+%26+co", EndedOffers.All)]
    [InlineData("?supplier=alpha&supplier=gamma", "m1 c1 c2 f1 v1 x1")]
    [InlineData("?supplier=", EndedOffers.All)]
    public async Task A_supplier_goes_by_its_name_and_an_unknown_one_matches_nothing(string query, string references) =>
        await MatchAsync(query, references);

    [Theory]
    [InlineData("?rating=0", EndedOffers.All)]
    [InlineData("?rating=7.2", EndedOffers.All)]
    [InlineData("?rating=7.21", "m1 c1 c2 f1 v1 x1")]
    [InlineData("?rating=8.50001", "")]
    [InlineData("?rating=10", "")]
    public async Task A_rating_is_a_lower_bound(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?transmission=Manual", "m1 e1 c3 c2")]
    [InlineData("?seats=1", "m1 e1 i1 c1 c3 c2 f1 v1 p1 s1 x1")]
    [InlineData("?seats=6", "v1")]
    [InlineData("?seats=60", "")]
    public async Task An_unknown_value_does_not_match(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?maxPrice=100", "m1 e1 i1 c1")]
    [InlineData("?maxPrice=100.4999", "m1 e1 i1 c1")]
    [InlineData("?maxPrice=59.99", "")]
    [InlineData("?maxPrice=1000000000", "m1 e1 i1 c1 c3 c2 f1 v1 o1 p1 s1")]
    public async Task A_price_is_an_upper_bound_that_offers_in_another_currency_do_not_pass(string query, string references) =>
        await MatchAsync(query, references);

    [Theory]
    [InlineData("?maxDeposit=0", "m1")]
    [InlineData("?maxDeposit=200.505", "m1 x1")]
    [InlineData("?maxDeposit=200.51", "m1 e1 x1")]
    [InlineData("?maxDeposit=299.9999", "m1 e1 x1")]
    [InlineData("?maxDeposit=1000000000", "m1 e1 c1 x1")]
    [InlineData("?maxDeposit=", EndedOffers.All)]
    [InlineData("?maxDeposit=300&payment=guarantee,prepaid&maxPrice=60", "m1")]
    public async Task A_deposit_is_an_upper_bound_that_unknown_ones_and_those_in_another_currency_do_not_pass(
        string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?size=compact&transmission=automatic", "c1 x1")]
    [InlineData("?size=compact&transmission=automatic&maxPrice=500", "c1")]
    [InlineData("?size=small&type=car&supplier=Alpha&rating=8&transmission=manual&seats=4&maxPrice=60", "m1")]
    [InlineData("?size=small&type=car&supplier=Alpha&rating=8&transmission=manual&seats=5&maxPrice=60", "")]
    [InlineData("?type=suv,wagon&seats=5&maxPrice=110", "i1")]
    [InlineData("?SIZE=compact&MaxPrice=110", "c1 c3")]
    [InlineData("?size=compact&upgrade=fullSize&type=car", "c1 c3 f1 x1")]
    public async Task Filters_are_met_all_at_once(string query, string references) => await MatchAsync(query, references);

    [Theory]
    [InlineData("?CarSize=compact&UpgradeClass=fullSize&SupplierRating=8")]
    [InlineData("?size=compact&upgrade=fullSize&rating=8&code=0123456789&clientId=x")]
    public async Task The_original_names_mean_the_same(string query)
    {
        var expected = await search.GetAsync("?size=compact&upgrade=fullSize&rating=8");

        Assert.Equal("c1 c2 f1 v1 x1", expected.References());
        Assert.Equal(expected.ToString(), (await search.GetAsync(query)).ToString());
    }

    [Theory]
    [InlineData("?User=", "", "")]
    [InlineData("?code=x&user=", "&CarSize=compact&SupplierRating=8&UpgradeClass=fullSize", "?size=compact&rating=8&upgrade=fullSize")]
    [InlineData("?USER=", "&size=compact&limit=1", "?size=compact&limit=1")]
    public async Task The_original_path_returns_the_same_response(string before, string after, string query) => Assert.Equal(
        (await search.GetAsync(query)).ToString(),
        (await search.Client.GetJsonAsync($"/api/searches{before}{search.Token}{after}")).ToString());

    [Theory]
    [InlineData("?sort=price", EndedOffers.All)]
    [InlineData("?sort=rating", "m1 c1 c2 f1 v1 e1 i1 c3 o1 p1 s1 x1")]
    [InlineData("?sort=size", "m1 e1 c1 c3 c2 i1 v1 f1 p1 o1 s1 x1")]
    [InlineData("?sort=", EndedOffers.All)]
    public async Task Offers_are_in_the_requested_order_with_another_currency_last(string query, string references) =>
        await MatchAsync(query, references);

    private async Task MatchAsync(string query, string references)
    {
        var body = await search.GetAsync(query);

        Assert.Equal(references, body.References());
        Assert.Equal(references.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, body.GetProperty("matched").GetInt32());
        Assert.Equal(12, body.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("error").ValueKind);
    }
}
