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
        TestOffers.Offer("m1", "MCMN", 60) with { Seats = 4, Terms = new() { Deposit = new(0, "USD"), Payment = PaymentTime.Prepaid } },
        TestOffers.Offer("c1", "CDAR", 100) with
        {
            Terms = new()
            {
                Deposit = new(300, "USD"),
                Excess = [new(Cover.CollisionDamageWaiver, new(1_500, "USD")), new(Cover.TheftProtection, new(1_000, "EUR"))],
                FuelPolicy = FuelPolicy.PrepurchasedWithRefund,
                Payment = PaymentTime.Guarantee,
                Fees = [
                    new(FeeKind.Airport, new(11, "USD"), true),
                    new(FeeKind.AfterHours, new(40, "USD"), false),
                    new(FeeKind.Other, null, null),
                ],
                MinimumAge = 21,
            },
        },
        TestOffers.Offer("c2", "CWMR", 120) with
        {
            Mileage = new(200, DistanceUnit.Miles), FreeCancellation = false, PickUp = new("JFK", "Kennedy", false),
            Terms = new() { FuelPolicy = FuelPolicy.FullToFull, MinimumAge = 21, Fees = [new(FeeKind.Tax, new(5, "USD"), true)] },
        },
        TestOffers.Offer("f1", "FDAR", 180) with
        {
            Mileage = null, FreeCancellation = null, PickUp = new("JFK", "Kennedy", null),
            Terms = new() { Deposit = new(250, "EUR"), Payment = PaymentTime.AtPickUp },
        },
        TestOffers.Offer("v1", "SVAH", 240) with { Seats = 8 },
        TestOffers.Offer("x1", "CDAR", 10, "EUR") with { Terms = new() { Deposit = new(100, "USD"), Payment = PaymentTime.Split } });

    private readonly ScriptedSupplier beta = new ScriptedSupplier("Beta Cars & Co", 7.2).Answers(
        TestOffers.Offer("e1", "ECMR", 80) with { Terms = new() { Deposit = new(200.505m, "USD"), Payment = PaymentTime.AtPickUp } },
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
