using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: offers, upgrades and facets.</summary>
public abstract class FacetContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    [Theory]
    [InlineData("?size=compact", "c1: c3: c2: x1:")]
    [InlineData("?size=compact&upgrade=intermediate", "i1:-10.00 c1: c3: c2: x1:")]
    [InlineData("?size=compact&upgrade=fullSize", "i1:-10.00 c1: c3: c2: f1:80.00 v1:140.00 x1:")]
    [InlineData("?size=compact&upgrade=fullSize&supplier=Alpha", "c1: c2: f1:80.00 v1:140.00 x1:")]
    [InlineData("?size=compact&upgrade=fullSize&transmission=manual", "c3: c2:")]
    [InlineData("?size=mini&upgrade=compact", "m1: e1:20.00 c1:40.00 c3:40.50 c2:60.00 x1:")]
    [InlineData("?size=luxury&upgrade=oversize", "o1:")] // nothing to compare with
    [InlineData("?size=compact&upgrade=fullSize&sort=size&limit=1&skip=4", "v1:140.00")]
    [InlineData("?size=compact&upgrade=fullSize&maxPrice=100", "i1:-10.00 c1:")]
    public async Task An_upgrade_brings_larger_offers_each_with_what_it_costs_more(string query, string offers)
    {
        var body = await search.GetAsync(query);

        Assert.Equal(offers, string.Join(' ', body.GetProperty("offers").EnumerateArray().Select(offer =>
            $"{offer.Text("reference")}:{offer.GetProperty("upgradeFor").GetRawText().Replace("null", "", StringComparison.Ordinal)}")));
    }

    [Theory]
    [InlineData(
        "size",
        "?size=compact",
        "mini 1 60.00, economy 1 80.00, compact 4 100.00, intermediate 1 90.00, standard 1 240.00, "
        + "fullSize 1 180.00, premium 1 300.00, oversize 1 260.00, special 1 500.00")]
    [InlineData("size", "?transmission=manual&size=large", "mini 1 60.00, economy 1 80.00, compact 2 100.50")]
    [InlineData("size", "?supplier=nobody", "")]
    [InlineData(
        "type", "", "car 6 60.00, wagon 1 120.00, van 1 240.00, suv 1 90.00, convertible 1 300.00, sports 1 500.00, pickup 1 260.00")]
    [InlineData("type", "?type=suv&size=compact", "car 3 100.00, wagon 1 120.00")]
    [InlineData("type", "?maxPrice=90", "car 2 60.00, suv 1 90.00")]
    [InlineData("supplier", "?supplier=Alpha", "Alpha 6 60.00, Beta Cars & Co 6 80.00")]
    [InlineData("supplier", "?supplier=Alpha&rating=8", "Alpha 6 60.00")]
    [InlineData("transmission", "", "manual 4 60.00, automatic 7 90.00")]
    [InlineData("transmission", "?transmission=manual&size=compact", "manual 2 100.50, automatic 2 100.00")]
    [InlineData("transmission", "?size=special", "")]
    [InlineData("rating", "?rating=8", "8 6 60.00, 7 12 60.00")]
    [InlineData("rating", "?supplier=Alpha", "8 6 60.00")]
    [InlineData("rating", "?size=economy", "7 1 80.00")]
    [InlineData("rating", "?size=luxury", "")]
    public async Task A_facet_counts_what_passes_every_other_filter(string name, string query, string facet) =>
        Assert.Equal(facet, Facet(await search.GetAsync(query), name));

    [Fact]
    public async Task Where_all_offers_are_in_another_currency_a_facet_has_no_price()
    {
        using var host = new Contracted<THost>(
            new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("x1", "CDAR", 10, "EUR"), TestOffers.Offer("x2", "FDAR", 20, "EUR")));
        var token = await host.Client.StartAndEndAsync();
        var body = await host.Client.GetJsonAsync($"/api/searches/{token}?size=compact&upgrade=fullSize");

        Assert.Equal("compact 1 null, fullSize 1 null", Facet(body, "size"));
        Assert.All(
            body.GetProperty("offers").EnumerateArray(),
            offer => Assert.Equal(JsonValueKind.Null, offer.GetProperty("upgradeFor").ValueKind));
    }

    [Fact]
    public async Task Amounts_have_the_decimals_of_their_currency()
    {
        using var host = new Contracted<THost>(new ScriptedSupplier("Alpha").Answers(
            TestOffers.Offer("y1", "CDAR", 10_000.5m, "JPY"),
            TestOffers.Offer("y2", "FDAR", 20_000, "JPY"),
            TestOffers.Offer("k1", "CDAR", 10.5m, "KWD")));
        var token = await host.Client.StartAndEndAsync(ContractExtensions.Body("HND"));
        var body = await host.Client.GetJsonAsync($"/api/searches/{token}?size=compact&upgrade=fullSize");

        Assert.Equal(
            "10001 20000 10.500",
            string.Join(
                ' ',
                body.GetProperty("offers").EnumerateArray().Select(offer => offer.GetProperty("price").GetProperty("total").GetRawText())));
        Assert.Equal(
            "null 9999 null",
            string.Join(' ', body.GetProperty("offers").EnumerateArray().Select(offer => offer.GetProperty("upgradeFor").GetRawText())));
        Assert.Equal("compact 2 10001, fullSize 1 20000", Facet(body, "size"));
    }

    private static string Facet(JsonElement body, string name) => string.Join(
        ", ", body.GetProperty("facets").GetProperty(name).EnumerateArray()
        .Select(value => $"{value.GetProperty("value")} {value.GetProperty("count")} {value.GetProperty("from").GetRawText()}"));
}
