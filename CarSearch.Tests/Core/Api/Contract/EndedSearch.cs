using System.Text.Json;
using CarSearch.Cars;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>A host with one search that has ended with a dozen offers, for tests of GET that leave nothing behind.</summary>
public sealed class EndedSearch<THost> : IAsyncLifetime
    where THost : IContractHost
{
    // Reference: ACRISS code, total, seats. In the order of price within a supplier.
    private readonly ScriptedSupplier alpha = new ScriptedSupplier("Alpha", 8.5).Answers(
        TestOffers.Offer("m1", "MCMN", 60) with { Seats = 4 },
        TestOffers.Offer("c1", "CDAR", 100),
        TestOffers.Offer("c2", "CWMR", 120) with
        {
            Mileage = new(200, DistanceUnit.Miles), FreeCancellation = false, PickUp = new("JFK", "Kennedy", false),
        },
        TestOffers.Offer("f1", "FDAR", 180) with
        {
            Mileage = null, FreeCancellation = null, PickUp = new("JFK", "Kennedy", null),
        },
        TestOffers.Offer("v1", "SVAH", 240) with { Seats = 8 },
        TestOffers.Offer("x1", "CDAR", 10, "EUR"));

    private readonly ScriptedSupplier beta = new ScriptedSupplier("Beta Cars & Co", 7.2).Answers(
        TestOffers.Offer("e1", "ECMR", 80),
        TestOffers.Offer("c3", "CDMR", 100.50m),
        TestOffers.Offer("i1", "IFAR", 90),
        TestOffers.Offer("p1", "PTAR", 300) with { Seats = 2 },
        TestOffers.Offer("o1", "OPAD", 260) with { Seats = null },
        TestOffers.Offer("s1", "XSAR", 500) with { Car = new() { Size = CarSize.Special, Type = CarType.Sports }, Seats = 2 });

    public Contracted<THost> Host { get; private set; } = null!;

    public HttpClient Client => Host.Client;

    public string Token { get; private set; } = "";

    /// <summary>The path of the search, without a query.</summary>
    public string Path => $"/api/searches/{Token}";

    public async Task InitializeAsync()
    {
        Host = new(alpha, beta);
        Token = await Client.StartAndEndAsync();
    }

    public Task<JsonElement> GetAsync(string query) => Client.GetJsonAsync(Path + query);

    public Task DisposeAsync()
    {
        // Null where the host did not start.
        Host?.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>The offers of <see cref="EndedSearch{THost}"/>.</summary>
internal static class EndedOffers
{
    /// <summary>Cheapest first, the one in another currency last.</summary>
    public const string All = "m1 e1 i1 c1 c3 c2 f1 v1 o1 p1 s1 x1";
}
