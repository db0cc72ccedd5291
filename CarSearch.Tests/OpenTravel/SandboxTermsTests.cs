using CarSearch.Cars;
using CarSearch.OpenTravel;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxOffers;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The adapter reads without loss what the sandbox writes of unusual offers.</summary>
public sealed class SandboxTermsTests
{
    public static TheoryData<string, SupplierOffer> Offers { get; } = new()
    {
        { "an estimate", Bare with { Price = Bare.Price with { Estimated = true, Base = 60, TaxesAndFees = 40 } } },
        { "all paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 100 } } },
        { "nothing paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 0 } } },
        { "a part paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 70.01m } } },
        { "no car left without its code", Bare with { Car = Acriss.Decode("XKDX") } },
        { "a car that has a code of two meanings", Bare with { Car = Acriss.Decode("NEBI"), Doors = 1, Seats = 1, Bags = 0 } },
        { "no distance included", Bare with { Mileage = new(0, DistanceUnit.Miles) } },
        { "a fee for canceling", Bare with { FreeCancellation = false } },
        { "a broker's car, to be confirmed", Bare with { Vendor = "Tern & <Daughters>", OnRequest = true } },
        { "long names of every alphabet",
            Bare with { Vendor = new('Ж', 60), Vehicle = new('車', 120), DropOff = new("LGA", new('é', 120), false) } },
        { "a web address", Bare with { BookingUrl = "https://supplier.example/book?a=1&b=%C3%A9" } },
        { "another car than its code", Bare with { Car = new() { Size = CarSize.Oversize, Type = CarType.Other, AirConditioning = false,
            Fuel = Fuel.Hydrogen, Drive = Drive.AllWheel, Transmission = Transmission.Manual } } },
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
        var offers = await ReadAsync(offer);
        Assert.True(offers is [var read] && read == offer, $"{description}: {TermsMessages.Format(offers[0].Terms)}");
    }

    [Fact]
    public async Task What_is_not_paid_for_the_rental_are_fees_and_no_limit_has_no_unit()
    {
        var price = Bare.Price with { Base = 60.5m };
        Assert.Equal([Bare with { Price = price with { TaxesAndFees = 39.5m } }], await ReadAsync(Bare with { Price = price }));
        Assert.Equal(
            [Bare with { Mileage = Mileage.Unlimited }], await ReadAsync(Bare with { Mileage = new(null, DistanceUnit.Miles) }));
    }

    [Fact]
    public async Task Without_a_code_every_size_type_fuel_drive_and_transmission_is_returned()
    {
        // OpenTravel has no value for plug-in hybrids.
        Car[] cars =
        [
            .. Enum.GetValues<CarSize>().Select(size => new Car { Size = size, Type = CarType.Car }),
            .. Enum.GetValues<CarType>().Select(type => new Car { Size = CarSize.Compact, Type = type }),
            .. Enum.GetValues<Fuel>().Except([Fuel.PlugInHybrid])
                .Select(fuel => new Car { Size = CarSize.Compact, Type = CarType.Car, Fuel = fuel }),
            .. Enum.GetValues<Drive>().Select(drive => new Car { Size = CarSize.Compact, Type = CarType.Car, Drive = drive }),
            .. Enum.GetValues<Transmission>()
                .Select(transmission => new Car { Size = CarSize.Compact, Type = CarType.Car, Transmission = transmission }),
        ];
        SupplierOffer[] offers = [.. cars.Select((car, at) => Bare with { Reference = $"A{at:00}", Car = car })];
        Assert.Equal(offers, await ReadAsync(offers));
    }

    private static async Task<IReadOnlyList<SupplierOffer>> ReadAsync(params SupplierOffer[] offers)
    {
        var supplier = new ScriptedSupplier("Alpha").Answers(offers);
        await using var sandbox = await SupplierSandbox.StartAsync(supplier);
        var request = SandboxRoundTripTests.Request("JFK", offers[0].DropOff.Place, 3, 22, "USD");
        return (await SandboxRoundTripTests.SendAsync(
            supplier, sandbox.Address("Alpha"), request, Cities.Airports, Envelope.None)).Offers;
    }
}
