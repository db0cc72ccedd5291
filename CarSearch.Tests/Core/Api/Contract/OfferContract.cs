using System.Net;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}/offers/{id}.</summary>
public abstract class OfferContract<THost>(EndedSearch<THost> search) : IClassFixture<EndedSearch<THost>>
    where THost : IContractHost
{
    [Fact]
    public async Task Every_offer_of_a_page_has_its_own_address()
    {
        foreach (var offer in (await search.GetAsync("")).GetProperty("offers").EnumerateArray())
        {
            var one = await search.Client.GetJsonAsync($"{search.Path}/offers/{offer.Text("id")}");
            Assert.Equal(offer.GetRawText(), one.GetRawText());
        }
    }

    [Fact]
    public async Task An_offer_that_is_listed_in_brief_has_everything_at_its_address()
    {
        var id = (await search.GetAsync("?size=compact&upgrade=fullSize&view=brief&skip=5")).GetProperty("offers")[0].Text("id");
        var offer = await search.Client.GetJsonAsync($"{search.Path}/offers/{id.ToUpperInvariant()}");

        Assert.Equal("v1 null", $"{offer.Text("reference")} {offer.GetProperty("upgradeFor").GetRawText()}");
    }

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("0123456789abcdef0")]
    public async Task An_unknown_id_is_404(string id)
    {
        using var response = await search.Client.GetAsync($"{search.Path}/offers/{id}");
        var problem = await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");

        Assert.StartsWith("The search has no offer with this id.", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("x")]
    public async Task An_unknown_token_is_404(string token)
    {
        using var response = await search.Client.GetAsync($"/api/searches/{token}/offers/0123456789abcdef");
        var problem = await response.ProblemAsync(HttpStatusCode.NotFound, "NotFound");

        Assert.StartsWith("No search has this token.", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_no_parameters()
    {
        using var response = await search.Client.GetAsync($"{search.Path}/offers/0123456789abcdef?size=compact");

        Assert.Equal("size: Unknown parameter. Allowed: none.", await response.ErrorsAsync("InvalidQuery"));
    }

    [Fact]
    public async Task A_current_ETag_is_304()
    {
        var path = $"{search.Path}/offers/{(await search.GetAsync("")).GetProperty("offers")[0].Text("id")}";
        using var get = await search.Client.GetAsync(path);
        using var again = await search.Client.GetAsync(path, "If-None-Match", get.Header("ETag")!);

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(get.Header("ETag"), again.Header("ETag"));
    }

    [Fact]
    public async Task It_is_there_as_soon_as_the_search_lists_it_and_gone_with_the_search()
    {
        var supplier = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
        var slow = new ScriptedSupplier("Beta");
        using var host = new Contracted<THost>(supplier, slow);
        var path = $"/api/searches/{await host.Client.StartAsync()}";
        var question = await slow.NextAsync();
        host.Time.Advance(TimeSpan.FromSeconds(3));
        var body = await host.Client.UntilAsync(path, response => response.GetProperty("total").GetInt32() == 1);
        var offer = $"{path}/offers/{body.GetProperty("offers")[0].Text("id")}";
        Assert.Equal("a1", (await host.Client.GetJsonAsync(offer)).Text("reference"));
        using (var other = await host.Client.GetAsync($"{path}/offers/0123456789abcdef"))
        {
            await other.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
        }

        question.Offer();
        await host.Client.GetJsonAsync(path + "?wait=30");
        Assert.Equal("a1", (await host.Client.GetJsonAsync(offer)).Text("reference"));

        host.Time.Advance(TimeSpan.FromMinutes(31));
        using (var expired = await host.Client.GetAsync(offer))
        {
            await expired.ProblemAsync(HttpStatusCode.Gone, "Expired");
        }

        using var deleted = await host.Client.DeleteAsync(path);
        using var gone = await host.Client.GetAsync(offer);
        await gone.ProblemAsync(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task A_store_that_is_down_is_503()
    {
        using var host = new Contracted<THost>(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1")));
        var token = await host.Client.StartAndEndAsync();
        host.Ports.StoreIsDown = true;
        using var response = await host.Client.GetAsync($"/api/searches/{token}/offers/0123456789abcdef");

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable, "Unavailable");
    }
}
