using System.Globalization;
using System.Net;
using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Suppliers;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Core.Offers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>An answer to a poll.</summary>
internal sealed record LivePoll(HttpStatusCode Status, TimeSpan? RetryAfter, string? Location, JsonElement Body);

/// <summary>A search that was polled to its end.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Polls">Every answer, the last of which is the end.</param>
/// <param name="Pages">All its offers, by the pages that the links lead through.</param>
internal sealed record LiveSearch(string Token, IReadOnlyList<LivePoll> Polls, IReadOnlyList<JsonElement> Pages)
{
    /// <summary>Longer than any search lives.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    /// <summary>The path of the search, without a query.</summary>
    public string Path => PathOf(Token);

    /// <summary>All its offers.</summary>
    public IReadOnlyList<KnownOffer> Offers { get; } = [.. Pages.SelectMany(ReadOffers)];

    /// <summary>A body: two days, from 10 o'clock in 30 days, where <c>CARSEARCH_PLACE</c> says or at JFK.</summary>
    public static string Body { get; } = TestSearches.Ahead(
        place: Environment.GetEnvironmentVariable("CARSEARCH_PLACE") is { Length: > 0 } place ? place : "JFK");

    public static string PathOf(string token) => $"/api/searches/{token}";

    /// <summary>Starts a search, polls as its answers say until it has ended, and gets all its offers.</summary>
    public static async Task<LiveSearch> RunAsync(HttpClient client)
    {
        var token = await client.StartAsync(Body);
        var polls = await PollAsync(client, token);
        var end = polls[^1].Body;
        Assert.True(
            end.Text("status") == "Succeeded" && end.GetProperty("total").GetInt32() > 0,
            $"The search ended without offers, so that filters can't be tested; CARSEARCH_PLACE may name a place that the suppliers serve. "
            + $"The suppliers: {end.GetProperty("suppliers")}");

        var pages = new List<JsonElement>();
        string? next = $"{PathOf(token)}?limit=100";
        while (next is not null)
        {
            pages.Add(await client.GetJsonAsync(next));
            next = pages[^1].GetProperty("links").GetProperty("next").GetString();
        }

        return new(token, polls, pages);
    }

    private static async Task<List<LivePoll>> PollAsync(HttpClient client, string token)
    {
        using var limit = new CancellationTokenSource(Longest);
        var polls = new List<LivePoll>();
        while (true)
        {
            using var answer = await client.GetAsync(PathOf(token), limit.Token);
            polls.Add(new(answer.StatusCode, answer.Headers.RetryAfter?.Delta, answer.Header("Location"), await answer.JsonAsync()));
            if (answer.StatusCode is not HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return polls;
            }

            await Task.Delay(polls[^1].RetryAfter!.Value, limit.Token);
        }
    }

    private static IEnumerable<KnownOffer> ReadOffers(JsonElement page)
    {
        var currency = page.GetProperty("request").Text("currency");
        return page.GetProperty("offers").EnumerateArray().Select(offer => new KnownOffer(
            offer.Text("supplier"),
            offer.GetProperty("supplierRating").GetDouble(),
            Read(offer),
            ulong.Parse(offer.Text("id"), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        {
            Currency = currency,
        });
    }

    private static SupplierOffer Read(JsonElement offer)
    {
        var seats = offer.GetProperty("seats");
        var transmission = offer.GetProperty("transmission").GetString();
        var price = offer.GetProperty("price");
        return new()
        {
            Reference = offer.Text("reference"),
            Car = new()
            {
                Size = Enum.Parse<CarSize>(offer.Text("size"), ignoreCase: true),
                Type = Enum.Parse<CarType>(offer.Text("type"), ignoreCase: true),
                Transmission = transmission is null ? null : Enum.Parse<Transmission>(transmission, ignoreCase: true),
            },
            Vehicle = offer.Text("vehicle"),
            Seats = seats.ValueKind is JsonValueKind.Null ? null : seats.GetInt32(),
            PickUp = ReadStation(offer.GetProperty("pickUp")),
            DropOff = ReadStation(offer.GetProperty("dropOff")),
            Price = new() { Total = price.GetProperty("total").GetDecimal(), Currency = price.Text("currency") },
        };
    }

    private static OfferStation ReadStation(JsonElement station) => new(station.Text("place"), station.Text("name"), null);
}
