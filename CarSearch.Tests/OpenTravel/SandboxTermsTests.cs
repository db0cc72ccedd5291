using CarSearch.Cars;
using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using CarSearch.Tests.Sandbox;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The sandbox writes terms, pictures and details of stations as documented, and the adapter reads them without loss.</summary>
public sealed class SandboxTermsTests
{
    public static TheoryData<string, SupplierOffer> Offers { get; } = new()
    {
        { "a picture", Bare with { Image = "https://cars.example/a.png?b=1&c=2" } },
        { "a deposit in another currency", Bare with { Terms = new() { Deposit = new(1_234.5m, "JPY") } } },
        { "covers with and without excess", Bare with { Terms = new()
        {
            Covers = Enum.GetValues<Cover>(), Excess = [new(Cover.LossDamageWaiver, new(0, "USD")), new(Cover.FullCoverage, new(1, "EUR"))],
        } } },
        { "a fuel policy without a code", Bare with { Terms = new() { FuelPolicy = FuelPolicy.SameToSame } } },
        { "a guarantee", Bare with { Price = Bare.Price with { PayAtPickUp = 100 }, Terms = new() { Payment = PaymentTime.Guarantee } } },
        { "prepaid without an amount", Bare with { Terms = new() { Payment = PaymentTime.Prepaid } } },
        { "paid at pick-up without an amount", Bare with { Terms = new() { Payment = PaymentTime.AtPickUp } } },
        { "a deadline for canceling alone", Bare with { Terms = new() { FreeUntil = new(2026, 12, 1, 8, 30, 0) } } },
        { "a deadline and a fee", Bare with { FreeCancellation = true, Terms = new()
        {
            FreeUntil = new(2026, 12, 1), CancellationFee = new(12.345m, "KWD"),
        } } },
        { "fees of every kind", Bare with { Terms = new()
        {
            Fees =
            [
                .. Enum.GetValues<FeeKind>().Select(kind => new OfferFee(kind, new(5.5m, "USD"), true)),
                new(FeeKind.AfterHours, new(40, "EUR"), false), new(FeeKind.Tax, null, true), new(FeeKind.Other, new(1, "USD"), null),
            ],
        } } },
        { "fees beside their sum", Bare with { Price = Bare.Price with { Base = 80, TaxesAndFees = 20 }, Terms = new()
        {
            Fees = [new(FeeKind.OneWay, new(15, "USD"), true)], MinimumAge = 23,
        } } },
        { "stations with details", Bare with
        {
            PickUp = Bare.PickUp with
            {
                Address = "1 Road, <City> & \"Co\"", Location = new(-33.9461, 151.1772), Phone = "+61 2 5550 0117", Hours = "24/7",
                Access = StationAccess.CounterInTerminalShuttleToCar,
            },
            DropOff = new("LGA", "LaGuardia", false) { Hours = "Mo-Fr 07:00-22:00; Sa 08:00-12:00", Access = StationAccess.Hotel },
        } },
    };

    [Theory]
    [MemberData(nameof(Offers))]
    public async Task An_offer_is_written_and_read_unchanged(string description, SupplierOffer offer)
    {
        var supplier = new ScriptedSupplier("Alpha").Answers(offer);
        await using var sandbox = await SupplierSandbox.StartAsync(supplier);

        var written = SandboxOffers.Parse(await sandbox.PostForMessageAsync("Alpha"), "Alpha");
        Assert.True(written is [var first] && first == offer, $"{description}: {TermsMessages.Format(written[0].Terms)}");

        var request = SandboxRoundTripTests.Request("JFK", offer.DropOff.Place, 3, 22, "USD");
        var response = await SandboxRoundTripTests.SendAsync(
            supplier, sandbox.Address("Alpha"), request, Cities.Airports, Envelope.None);
        Assert.True(
            response.Offers is [var second] && second == offer, $"{description}: {TermsMessages.Format(response.Offers[0].Terms)}");
    }

    private static SupplierOffer Bare => new()
    {
        Reference = "A1",
        Car = Acriss.Decode("ECMN"),
        Vehicle = "Fiat Panda or similar",
        PickUp = new("JFK", "Kennedy", null),
        DropOff = new("JFK", "Kennedy", null),
        Price = new() { Total = 100, Currency = "USD" },
    };
}
