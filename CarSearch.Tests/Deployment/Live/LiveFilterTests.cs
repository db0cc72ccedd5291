using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Offers;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Offers;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>GET /api/searches/{token} on a running host: which offers match. The filters are made from the offers that are there.</summary>
public sealed class LiveFilterTests(LiveHost host) : LiveTests(host)
{
    [Fact]
    public async Task A_price_seats_and_a_rating_are_bounds()
    {
        var offers = (await Host.Ended).Offers;
        await HoldsAsync(OfferQuery.Empty.With(OfferFilters.MaxPrice, Middle(offer => offer.Offer.Price.Total)));
        await HoldsAsync(OfferQuery.Empty.With(OfferFilters.MaxPrice, offers.Min(offer => offer.Offer.Price.Total) - 0.001m));
        await HoldsAsync(OfferQuery.Empty.With(OfferFilters.Rating, Middle(offer => (decimal)offer.Rating)));
        await HoldsAsync(OfferQuery.Empty.With(OfferFilters.Seats, Middle(offer => offer.Offer.Seats ?? 1)));
        await HoldsAsync(OfferQuery.Empty.With(OfferFilters.Seats, 60));

        T Middle<T>(Func<KnownOffer, T> of) => offers.Select(of).Order().ElementAt(offers.Count / 2);
    }

    [Theory]
    [InlineData(OfferSort.Price)]
    [InlineData(OfferSort.Rating)]
    [InlineData(OfferSort.Size)]
    public async Task Offers_are_in_the_requested_order(OfferSort sort) =>
        await HoldsAsync(OfferQuery.Empty.With(OfferParameters.Sort, sort));

    [Fact]
    public async Task An_upgrade_brings_larger_offers_with_what_they_cost_more()
    {
        var sizes = (await Host.Ended).Offers.Select(offer => offer.Offer.Car.Size).Distinct().Order().ToArray();
        var smallest = sizes[0] is CarSize.Special ? CarSize.Compact : sizes[0];
        var fromSmallest = OfferQuery.Empty.With(OfferFilters.Size, [smallest]);

        await HoldsAsync(fromSmallest.With(OfferFilters.Upgrade, sizes[^1] > smallest ? sizes[^1] : CarSize.Special));
        await HoldsAsync(fromSmallest.With(OfferFilters.Upgrade, smallest + 1).With(OfferParameters.Sort, OfferSort.Size));
    }

    [Fact]
    public async Task Filters_are_met_all_at_once()
    {
        var offers = (await Host.Ended).Offers;
        var one = offers[offers.Count / 2];
        var query = OfferQuery.Empty
            .With(OfferFilters.Size, [one.Offer.Car.Size])
            .With(OfferFilters.Type, [one.Offer.Car.Type])
            .With(OfferFilters.Supplier, [one.Supplier])
            .With(OfferFilters.Rating, (decimal)one.Rating);
        query = one.Offer.Car.Transmission is { } transmission ? query.With(OfferFilters.Transmission, transmission) : query;
        query = one.Offer.Seats is { } seats ? query.With(OfferFilters.Seats, seats) : query;
        query = one.IsForeign ? query : query.With(OfferFilters.MaxPrice, one.Offer.Price.Total);
        var body = await HoldsAsync(query);

        Assert.Contains($"{one.Id:x16}", body.GetProperty("offers").EnumerateArray().Select(offer => offer.Text("id")));
    }

    [Theory]
    [InlineData("?SIZE=Large&type=SUV,van&seats=04&limit=3", "?size=fullSize,premium,luxury,oversize&type=van,suv&seats=4&limit=3")]
    [InlineData("?CarSize=compact&UpgradeClass=fullSize&SupplierRating=8", "?size=compact&upgrade=fullSize&rating=8")]
    [InlineData("?code=&clientId=x&wait=0&sort=", "")]
    public async Task A_query_in_other_words_is_answered_the_same(string query, string same) =>
        Assert.Equal((await GetAsync(same)).ToString(), (await GetAsync(query)).ToString());

    [Fact]
    public async Task The_original_address_is_answered_the_same() => Assert.Equal(
        (await GetAsync("?size=compact&upgrade=fullSize&rating=8")).ToString(),
        (await Client.GetJsonAsync(
            $"/api/searches?User={(await Host.Ended).Token}&CarSize=Compact&UpgradeClass=full-size&SupplierRating=8")).ToString());

    [Theory]
    [InlineData("?size=huge", "size")]
    [InlineData("?size=fullSize&upgrade=compact", "upgrade")]
    [InlineData("?limit=101&skip=-1&colour=red&SupplierRating=x", "SupplierRating colour limit skip")]
    public async Task A_filter_that_cannot_be_read_is_named(string query, string names)
    {
        using var answer = await Client.GetAsync((await Host.Ended).Path + query);

        Assert.Equal(names, await answer.WrongAsync("InvalidFilter"));
    }

    [Fact]
    public async Task The_links_lead_through_every_match_exactly_once_and_back()
    {
        var search = await Host.Ended;
        var expected = new OfferOracle(search.Offers)
            .Matches(OfferQuery.Empty.With(OfferParameters.Sort, OfferSort.Size))
            .Select(offer => $"{offer.Id:x16}")
            .ToArray();
        var limit = Math.Clamp((expected.Length + 2) / 3, 1, 100);
        var pages = new List<JsonElement>();
        for (string? next = $"{search.Path}?sort=size&limit={limit}"; next is not null; next = Link("next"))
        {
            pages.Add(await Client.GetJsonAsync(next));
        }

        Assert.Equal(expected, pages.SelectMany(page => page.GetProperty("offers").EnumerateArray()).Select(offer => offer.Text("id")));
        Assert.Equal(expected.Length, expected.Distinct().Count());
        Assert.Equal((expected.Length + limit - 1) / limit, pages.Count);
        for (var i = pages.Count - 2; i >= 0; i--)
        {
            pages[^1] = await Client.GetJsonAsync(Link("previous")!);
            Assert.Equal(pages[i].ToString(), pages[^1].ToString());
        }

        Assert.Null(Link("previous"));

        string? Link(string name) => pages[^1].GetProperty("links").GetProperty(name).GetString();
    }

    [Fact]
    public async Task Past_the_last_match_a_page_is_empty()
    {
        var body = await GetAsync("?skip=1000000");

        Assert.Equal(0, body.GetProperty("offers").GetArrayLength());
        Assert.Equal((await Host.Ended).Offers.Count, body.GetProperty("matched").GetInt32());
    }
}
