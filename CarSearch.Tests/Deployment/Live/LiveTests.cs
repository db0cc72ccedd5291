using System.Net;
using System.Text.Json;
using CarSearch.Offers;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Offers;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>Tests that a running host answers over HTTP and nothing else: they assume no supplier, no setting and no clock.</summary>
[Collection(SharedLiveHost.Name)]
[Trait("Category", "Live")]
public abstract class LiveTests(LiveHost host)
{
    /// <summary>A token that no search has.</summary>
    protected const string Unknown = "/api/searches/0123456789abcdef0123456789abcdef";

    protected LiveHost Host => host;

    protected HttpClient Client => host.Client;

    protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? header = null, string? value = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (header is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        }

        return await (client ?? Client).SendAsync(request);
    }

    /// <summary>Gets the shared search with a query string.</summary>
    protected async Task<JsonElement> GetAsync(string query) => await Client.GetJsonAsync((await host.Ended).Path + query);

    /// <summary>Fails unless matches, order, upgrades and facets are as computed from all the offers.</summary>
    private protected async Task<JsonElement> HoldsAsync(OfferQuery query)
    {
        var search = await host.Ended;
        var oracle = new OfferOracle(search.Offers);
        var text = query.With(OfferParameters.Limit, 100).ToQueryString();
        var body = await GetAsync(text);
        var expected = oracle.Matches(query);

        Assert.Equal(search.Path + text, body.GetProperty("links").Text("self"));
        Assert.Equal(search.Offers.Count, body.GetProperty("total").GetInt32());
        Assert.Equal(expected.Count, body.GetProperty("matched").GetInt32());
        Assert.Equal(
            expected.Take(100).Select(offer => ($"{offer.Id:x16}", oracle.UpgradeFor(offer, query))),
            body.GetProperty("offers").EnumerateArray().Select(offer => (offer.Text("id"), Amount(offer.GetProperty("upgradeFor")))));
        LiveFacets.AssertAsComputed(oracle, search.Offers, query, body.GetProperty("facets"));
        return body;
    }

    protected static decimal? Amount(JsonElement number) => number.ValueKind is JsonValueKind.Null ? null : number.GetDecimal();

    /// <summary>Waits for a search's end, however long it takes.</summary>
    protected async Task<HttpResponseMessage> WaitAsync(string token)
    {
        for (var waits = 0; waits < 12; waits++)
        {
            var answer = await Client.GetAsync($"{LiveSearch.PathOf(token)}?wait=30");
            if (answer.StatusCode is not HttpStatusCode.Accepted)
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new InvalidOperationException("The search has not ended within 12 waits of 30 s.");
    }
}
