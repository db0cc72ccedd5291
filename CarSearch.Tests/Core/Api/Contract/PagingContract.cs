using System.Text.Json;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: pages and links.</summary>
public abstract class PagingContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    [Theory]
    [InlineData("?limit=3&skip=3", "c1 c3 c2")]
    [InlineData("?limit=5&skip=10", "s1 x1")]
    [InlineData("?skip=11", "x1")]
    [InlineData("?skip=1000000&limit=100", "")]
    [InlineData("?limit=&skip=", EndedOffers.All)]
    public async Task A_page_is_a_part_of_the_matches(string query, string references)
    {
        var body = await search.GetAsync(query);

        Assert.Equal(references, body.References());
        Assert.Equal(12, body.GetProperty("matched").GetInt32());
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("?limit=5", "?limit=5&skip=5", null)]
    [InlineData("?limit=5&skip=5", "?limit=5&skip=10", "?limit=5")]
    [InlineData("?limit=5&skip=10", null, "?limit=5&skip=5")]
    [InlineData("?limit=5&skip=3", "?limit=5&skip=8", "?limit=5")]
    [InlineData("?skip=1", null, "")]
    [InlineData("?size=compact&limit=2", "?size=compact&limit=2&skip=2", null)]
    public async Task Links_lead_to_the_next_and_the_previous_page(string query, string? next, string? previous)
    {
        var links = (await search.GetAsync(query)).GetProperty("links");

        Assert.Equal(next is null ? null : search.Path + next, links.GetProperty("next").GetString());
        Assert.Equal(previous is null ? null : search.Path + previous, links.GetProperty("previous").GetString());
        Assert.Equal(search.Path, links.Text("cancel"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?code=0123456789&clientId=x&wait=0", "")]
    [InlineData("?size=small,compact&sort=price&limit=20&skip=0", "?size=mini,economy,compact")]
    [InlineData(
        "?atAirport=TRUE&freeCancellation=false&mileage=Unlimited&airConditioning=true&fuel=Plug-In-Hybrid,diesel",
        "?fuel=diesel,plugInHybrid&airConditioning=true&mileage=unlimited&freeCancellation=false&atAirport=true")]
    [InlineData("?maxDeposit=0300.50&payment=split,At-Pick-Up,split", "?payment=atPickUp,split&maxDeposit=300.5")]
    [InlineData("?view=full&best=&until=first", "")]
    [InlineData("?limit=3&view=BRIEF&best=Type&sort=size", "?best=type&view=brief&sort=size&limit=3")]
    [InlineData("?upgradeclass=FULL-SIZE&carsize=Compact", "?size=compact&upgrade=fullSize")]
    [InlineData(
        "?wait=1&skip=5&limit=7&sort=SIZE&maxPrice=0500.50&seats=04&transmission=manual&rating=7.0"
        + "&supplier=beta+cars+%26+co,Alpha&type=van,suv,van&size=mini",
        "?size=mini&type=van,suv&supplier=Alpha,beta%20cars%20%26%20co&rating=7"
        + "&transmission=manual&seats=4&maxPrice=500.5&sort=size&limit=7&skip=5")]
    public async Task The_link_to_itself_is_the_query_in_one_form_without_keys(string query, string self) =>
        Assert.Equal(search.Path + self, (await search.GetAsync(query)).GetProperty("links").Text("self"));

    [Fact]
    public async Task A_link_gives_what_it_stands_for()
    {
        var body = await search.GetAsync("?size=small&supplier=Beta%20Cars%20%26%20Co,alpha&sort=rating&limit=2&skip=1&maxPrice=100.5");
        var again = await search.Client.GetJsonAsync(body.GetProperty("links").Text("self"));

        Assert.Equal(body.ToString(), again.ToString());
    }

    [Theory]
    [InlineData("?limit=1")]
    [InlineData("?limit=5&sort=rating")]
    [InlineData("?limit=7&sort=size&size=small,medium,large&upgrade=")]
    public async Task The_links_lead_through_every_match_exactly_once(string query)
    {
        var expected = (await search.GetAsync(query)).GetProperty("matched").GetInt32();
        var seen = new List<string>();
        for (string? next = search.Path + query; next is not null;)
        {
            var body = await search.Client.GetJsonAsync(next);
            seen.AddRange(body.GetProperty("offers").EnumerateArray().Select(offer => offer.Text("id")));
            next = body.GetProperty("links").GetProperty("next").GetString();
        }

        Assert.Equal(expected, seen.Count);
        Assert.Equal(expected, seen.Distinct().Count());
    }

    [Fact]
    public async Task Without_a_limit_a_page_has_20_offers_and_with_it_up_to_100()
    {
        using var host = new Contracted<THost>(new ScriptedSupplier("Alpha").Answers(
            [.. Enumerable.Range(1, 130).Select(number => TestOffers.Offer($"r{number}", total: number))]));
        var token = await host.Client.StartAndEndAsync();

        Assert.Equal(20, (await PageAsync("")).GetArrayLength());
        var page = await PageAsync("?limit=100&skip=10");
        Assert.Equal(("r11", "r110", 100), (page[0].Text("reference"), page[99].Text("reference"), page.GetArrayLength()));

        async Task<JsonElement> PageAsync(string query) =>
            (await host.Client.GetJsonAsync($"/api/searches/{token}{query}")).GetProperty("offers");
    }

    [Fact]
    public async Task Offers_of_the_same_price_come_by_id()
    {
        using var host = new Contracted<THost>(new ScriptedSupplier("Alpha").Answers(
            [.. Enumerable.Range(1, 50).Select(number => TestOffers.Offer($"r{number}"))]));
        var token = await host.Client.StartAndEndAsync();
        var offers = (await host.Client.GetJsonAsync($"/api/searches/{token}?limit=100")).GetProperty("offers");
        var ids = offers.EnumerateArray().Select(offer => offer.Text("id")).ToArray();

        Assert.Equal(50, ids.Length);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task An_offer_has_the_same_id_in_another_search()
    {
        var token = await search.Client.StartAndEndAsync();

        Assert.Equal(Ids(await search.GetAsync("")), Ids(await search.Client.GetJsonAsync($"/api/searches/{token}")));

        static IEnumerable<string> Ids(JsonElement body) => body.GetProperty("offers").EnumerateArray().Select(offer => offer.Text("id"));
    }
}
