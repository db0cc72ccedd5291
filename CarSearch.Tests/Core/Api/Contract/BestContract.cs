using System.Text.Json;
using CarSearch.Tests.Core.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: the cheapest of each group, and the brief view.</summary>
public abstract class BestContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    private const int MaxBriefBytes = 4096;

    [Theory]
    [InlineData("?best=size", 12, "m1:1 e1:1 i1:1 c1:4 f1:1 v1:1 o1:1 p1:1 s1:1")]
    [InlineData("?best=type", 12, "m1:6 i1:1 c2:1 v1:1 o1:1 p1:1 s1:1")]
    [InlineData("?best=supplier", 12, "m1:6 e1:6")]
    [InlineData("?best=SIZE&size=small", 6, "m1:1 e1:1 c1:4")]
    [InlineData("?best=supplier&size=compact&maxPrice=110", 2, "c1:1 c3:1")]
    [InlineData("?best=size&size=compact&upgrade=fullSize", 7, "i1:1 c1:4 f1:1 v1:1")]
    [InlineData("?best=type&sort=rating", 12, "m1:6 c2:1 v1:1 i1:1 o1:1 p1:1 s1:1")]
    [InlineData("?best=size&sort=size&limit=2&skip=1", 12, "e1:1 c1:4")]
    [InlineData("?best=size&supplier=nobody", 0, "")]
    [InlineData("?best=", 12, "m1: e1: i1: c1: c3: c2: f1: v1: o1: p1: s1: x1:")]
    public async Task The_cheapest_match_of_each_group_is_returned_with_their_number(string query, int matched, string offers)
    {
        var body = await search.GetAsync(query);

        Assert.Equal(matched, body.GetProperty("matched").GetInt32());
        Assert.Equal(offers, string.Join(' ', body.GetProperty("offers").EnumerateArray().Select(offer =>
            $"{offer.Text("reference")}:{(offer.TryGetProperty("count", out var count) ? count.GetRawText() : "")}")));
    }

    [Theory]
    [InlineData("size")]
    [InlineData("type")]
    [InlineData("supplier")]
    public async Task Their_number_and_price_are_those_of_the_facet(string name)
    {
        var body = await search.GetAsync($"?best={name}&size=small,medium");
        var facet = body.GetProperty("facets").GetProperty(name).EnumerateArray()
            .ToDictionary(value => value.Text("value"), value => $"{value.GetProperty("count")} {value.GetProperty("from")}");

        Assert.All(body.GetProperty("offers").EnumerateArray(), offer => Assert.Equal(
            facet[offer.Text(name)], $"{offer.GetProperty("count")} {offer.GetProperty("price").GetProperty("total")}"));
    }

    [Theory]
    [InlineData("?best=size&limit=5", "?best=size&limit=5&skip=5", null)]
    [InlineData("?best=size&limit=5&skip=5", null, "?best=size&limit=5")]
    [InlineData("?best=supplier&limit=1&view=brief", "?best=supplier&view=brief&limit=1&skip=1", null)]
    public async Task Pages_have_the_cheapest_of_all_groups(string query, string? next, string? previous)
    {
        var links = (await search.GetAsync(query)).GetProperty("links");

        Assert.Equal(next is null ? null : search.Path + next, links.GetProperty("next").GetString());
        Assert.Equal(previous is null ? null : search.Path + previous, links.GetProperty("previous").GetString());
    }

    [Fact]
    public async Task An_upgrade_has_its_price_and_its_number()
    {
        var offers = (await search.GetAsync("?best=size&size=compact&upgrade=fullSize")).GetProperty("offers");

        Assert.EndsWith("\"upgradeFor\":-10.00,\"count\":1}", offers[0].GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith("\"upgradeFor\":null,\"count\":4}", offers[1].GetRawText(), StringComparison.Ordinal);
        Assert.EndsWith("\"upgradeFor\":80.00,\"count\":1}", offers[2].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_brief_response_has_what_is_spoken_and_no_more()
    {
        var body = await search.GetAsync("?size=compact&upgrade=fullSize&supplier=alpha&limit=3&view=brief");
        var ids = (await search.GetAsync("?size=compact&upgrade=fullSize&supplier=alpha&limit=3"))
            .GetProperty("offers").EnumerateArray().Select(offer => offer.Text("id")).ToArray();

        Assert.Equal(
            $$$"""
            {"token":"{{{search.Token}}}","status":"Succeeded","expiresAt":"{{{body.Text("expiresAt")}}}",
            "suppliers":[{"name":"Alpha","simulated":false,"status":"Succeeded"},
            {"name":"Beta Cars & Co","simulated":false,"status":"Succeeded"}],
            "total":12,"matched":5,"offers":[
            {"id":"{{{ids[0]}}}","supplier":"Alpha","bookingUrl":"https://supplier.example/book/c1","size":"compact","type":"car",
            "vehicle":"Toyota Corolla or similar","price":{"total":100.00,"currency":"USD"},
            "costs":{"deposit":300.00,"excess":null,"fees":null,"fuel":true}},
            {"id":"{{{ids[1]}}}","supplier":"Alpha","bookingUrl":"https://supplier.example/book/c2","size":"compact","type":"wagon",
            "vehicle":"Toyota Corolla or similar","price":{"total":120.00,"currency":"USD"}},
            {"id":"{{{ids[2]}}}","supplier":"Alpha","bookingUrl":"https://supplier.example/book/f1","size":"fullSize","type":"car",
            "vehicle":"Toyota Corolla or similar","price":{"total":180.00,"currency":"USD"},
            "costs":{"deposit":null},"upgradeFor":80.00}],
            "error":null,"links":{"self":"{{{search.Path}}}?size=compact&upgrade=fullSize&supplier=alpha&view=brief&limit=3",
            "next":"{{{search.Path}}}?size=compact&upgrade=fullSize&supplier=alpha&view=brief&limit=3&skip=3","previous":null,
            "cancel":"{{{search.Path}}}"}}
            """.ReplaceLineEndings(""),
            body.GetRawText());
    }

    [Fact]
    public async Task The_views_have_different_entity_tags()
    {
        using var full = await search.Client.GetAsync(search.Path);
        using var brief = await search.Client.GetAsync(search.Path + "?view=brief", "If-None-Match", full.Header("ETag")!);
        using var again = await search.Client.GetAsync(search.Path + "?view=FULL", "If-None-Match", full.Header("ETag")!);

        Assert.Equal(System.Net.HttpStatusCode.OK, brief.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task While_the_search_runs_a_brief_response_tells_which_suppliers_are_missing()
    {
        var (alpha, beta) = (new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1")), new ScriptedSupplier("Beta"));
        using var host = new Contracted<THost>(alpha, beta);
        var path = $"/api/searches/{await host.Client.StartAsync()}?view=brief";
        await beta.NextAsync();
        host.Time.Advance(TimeSpan.FromSeconds(3));
        var body = await host.Client.UntilAsync(path, response => response.GetProperty("total").GetInt32() == 1);

        Assert.Equal("Running", body.Text("status"));
        Assert.Equal(JsonValueKind.Null, body.GetProperty("expiresAt").ValueKind);
        Assert.Equal(
            """[{"name":"Alpha","simulated":false,"status":"Succeeded"},{"name":"Beta","simulated":false,"status":"Running"}]""",
            body.GetProperty("suppliers").GetRawText());
    }

    [Theory]
    [InlineData("size", "", "2026-12-06T10:00", "US")]
    [InlineData("supplier", "", "2026-12-06T10:00", "US")]
    [InlineData("size", "&size=compact&upgrade=oversize&rating=7", "2026-12-06T10:00", "US")]
    [InlineData("size", "", "2027-03-03T10:00", "GB")]
    [InlineData("supplier", "", "2027-03-03T10:00", "GB")]
    public async Task The_best_of_New_York_take_at_most_4_KB_while_the_search_runs_and_then(
        string best, string more, string until, string residence)
    {
        // The last has no cars in New York.
        var fleet = SimulatedSearches.Fleet();
        var late = new ScriptedSupplier(fleet[^1].Name, fleet[^1].Rating);
        using var host = new Contracted<THost>([.. fleet.SkipLast(1).Select(
            one => new ScriptedSupplier(one.Name, one.Rating).Answers(request => one.SearchAsync(request, default))), late]);
        var path = $"/api/searches/{await host.Client.StartAsync(
            ContractExtensions.Body("New York", to: "JFK", until: until, more: $",\"residence\":\"{residence}\""))}";
        var response = await late.NextAsync();
        host.Time.Advance(TimeSpan.FromSeconds(3));
        await host.Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() >= 500);
        await CheckAsync("Running");

        response.Offer();
        await host.Client.UntilAsync(path, body => body.Text("status") == "Succeeded");
        await CheckAsync("Succeeded");

        async Task CheckAsync(string status)
        {
            using var brief = await host.Client.GetAsync($"{path}?best={best}&view=brief{more}");
            var body = await brief.JsonAsync();

            Assert.Equal(status, body.Text("status"));
            Assert.InRange(body.GetProperty("total").GetInt32(), 500, 1000);
            Assert.InRange(body.GetProperty("offers").GetArrayLength(), 3, 10);
            Assert.Contains(body.GetProperty("offers").EnumerateArray(), offer => offer.TryGetProperty("costs", out _));
            Assert.InRange((await brief.Content.ReadAsByteArrayAsync()).Length, 1, MaxBriefBytes);
        }
    }
}
