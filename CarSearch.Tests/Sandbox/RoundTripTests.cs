using CarSearch.Cars;
using CarSearch.Places;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Sandbox;

/// <summary>Offers are returned without loss.</summary>
public sealed class RoundTripTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly PlaceCatalog Catalog = PlaceCatalog.Load();

    public static TheoryData<string, string, int, int, string, double> Searches { get; } = new()
    {
        // From, to, days, age, currency, lead time in days
        { "JFK", "JFK", 2, 30, "USD", 40 },
        { "NYC", "NYC", 7, 22, "EUR", 2.5 },
        { "LHR", "EDI", 3, 45, "GBP", 11 },
        { "OSL", "TRD", 14, 30, "NOK", 0.1 },
        { "NRT", "HND", 1, 60, "JPY", 5 },
        { "KWI", "KWI", 28, 35, "KWD", 17 },
        { "SYD", "SYD", 90, 99, "VND", 300 },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Every_supplier_of_the_fleet_returns_its_offers(
        string from, string to, int days, int age, string currency, double ahead)
    {
        var start = new DateTime(2026, 12, 4, 10, 0, 0);
        var request = new SupplierRequest("echo", new()
        {
            PickUp = Point(from, start),
            DropOff = Point(to, start.AddDays(days)),
            Days = days,
            DriverAge = age,
            Residence = "DE",
            Currency = currency,
        }, new DateTimeOffset(start, TimeSpan.Zero).AddDays(-ahead));
        var fleet = SimulatedFleet.Create(new() { LatencyScale = 0, FaultRate = 0 }, TimeProvider.System);

        var count = 0;
        foreach (var supplier in fleet)
        {
            var returned = SandboxOffers.Parse(
                await box.Sandbox.PostForMessageAsync(supplier.Name, SandboxMessages.Write(request)), supplier.Name);
            var offered = (await supplier.SearchAsync(request, CancellationToken.None)).Offers;
            Assert.Equal(offered.OrderBy(offer => offer.Reference, StringComparer.Ordinal), returned);
            count += returned.Count;
        }

        Assert.NotEqual(0, count);
    }

    public static TheoryData<string, SupplierOffer> Unusual { get; } = new()
    {
        { "nothing that may be left out", Bare },
        { "an estimate", Bare with { Price = Bare.Price with { Estimated = true, Base = 60 } } },
        { "a rental price alone", Bare with { Price = Bare.Price with { Base = 60.5m } } },
        { "fees alone", Bare with { Price = Bare.Price with { TaxesAndFees = 12.345m } } },
        { "all paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 100 } } },
        { "nothing paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 0 } } },
        { "a part paid at the desk", Bare with { Price = Bare.Price with { PayAtPickUp = 70.01m } } },
        { "no car left without its code", Bare with { Car = Acriss.Decode("XKDX") } },
        { "a car that has a code of two meanings", Bare with { Car = Acriss.Decode("NEBI"), Doors = 0, Seats = 1, Bags = 0 } },
        { "no distance included", Bare with { Mileage = new(0, DistanceUnit.Miles) } },
        { "no limit in miles", Bare with { Mileage = new(null, DistanceUnit.Miles) } },
        { "a fee for canceling", Bare with { FreeCancellation = false } },
        { "a broker's car, to be confirmed", Bare with { Vendor = "Tern & <Daughters>", OnRequest = true } },
        { "long names of every alphabet",
            Bare with { Vendor = new('Ж', 60), Vehicle = new('車', 120), DropOff = new("LGA", new('é', 120), false) } },
        { "a web address", Bare with { BookingUrl = "https://supplier.example/book?a=1&b=%C3%A9" } },
        { "another car than its code", Bare with { Car = new() { Size = CarSize.Oversize, Type = CarType.Other, AirConditioning = false,
            Fuel = Fuel.Hydrogen, Drive = Drive.AllWheel, Transmission = Transmission.Manual } } },
    };

    [Theory]
    [MemberData(nameof(Unusual))]
    public async Task An_unusual_offer_is_returned_unchanged(string description, SupplierOffer offer)
    {
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(offer));

        var returned = SandboxOffers.Parse(await sandbox.PostForMessageAsync("Alpha"), "Alpha");

        Assert.True(returned is [var only] && only == offer, description);
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
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(offers));

        Assert.Equal(offers, SandboxOffers.Parse(await sandbox.PostForMessageAsync("Alpha"), "Alpha"));
    }

    [Theory]
    [InlineData("MBMR", "1", "1")]
    [InlineData("NCMR", "33", "1")]
    [InlineData("EDMR", "3", "1")]
    [InlineData("HLMR", "34", "1")]
    [InlineData("CEMR", "4", "18")]
    [InlineData("DWMR", "35", "8")]
    [InlineData("IVMR", "6", "2")]
    [InlineData("JMMR", "36", "19")]
    [InlineData("SFMR", "7", "3")]
    [InlineData("RJMR", "37", "11")]
    [InlineData("FGMR", "8", "22")]
    [InlineData("GTMR", "38", "4")]
    [InlineData("PNMR", "10", "21")]
    [InlineData("USMR", "39", "13")]
    [InlineData("LPMR", "9", "9")]
    [InlineData("WQMR", "40", "15")]
    [InlineData("OXMR", "41", "14")]
    [InlineData("XZMR", "32", "17")]
    [InlineData("XRMR", "32", "12")]
    [InlineData("XHMR", "32", "10")]
    [InlineData("XYMR", "32", "20")]
    [InlineData("XKMR", "32", "23")]
    public async Task A_class_of_car_is_mapped_to_the_code_lists(string acriss, string size, string category)
    {
        await using var sandbox = await SupplierSandbox.StartAsync(
            new ScriptedSupplier("Alpha").Answers(Bare with { Car = Acriss.Decode(acriss) }));

        var vehicle = (await sandbox.PostForMessageAsync("Alpha")).Descendants().Single(element => element.Name.LocalName == "Vehicle");

        Assert.Equal([category, size], vehicle.Elements().Take(2).Select(element => element.Attributes().First().Value));
    }

    [Fact]
    public async Task The_estimated_total_includes_mandatory_charges_and_the_rate_total_excludes_them()
    {
        var price = Bare.Price with { Base = 80, TaxesAndFees = 20 };
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(Bare with { Price = price }));

        var total = (await sandbox.PostForMessageAsync("Alpha")).Descendants().Single(element => element.Name.LocalName == "TotalCharge");

        Assert.Equal("80", (string?)total.Attribute("RateTotalAmount"));
        Assert.Equal("100", (string?)total.Attribute("EstimatedTotalAmount"));
    }

    [Theory]
    [InlineData("NYC")]
    [InlineData("LON")]
    public async Task Offers_are_grouped_by_vendor_and_stations_at_most_99_each(string from)
    {
        await using var sandbox = await SupplierSandbox.StartAsync("--CarSearch:Simulated:OffersPerAirport=600");

        var response = await sandbox.PostForMessageAsync(
            "Rentmosaic", SandboxMessages.Weekend.Replace("JFK", from, StringComparison.Ordinal));

        var groups = response.Descendants().Where(element => element.Name.LocalName == "VehVendorAvail").ToArray();
        Assert.All(groups, group => Assert.InRange(group.Descendants().Count(element => element.Name.LocalName == "VehAvail"), 1, 99));
        var airports = Assert.IsType<PlaceMatch.Found>(Catalog.Resolve(from)).Place.Airports.Count;
        Assert.Equal(5 * airports, groups.Select(Key).Distinct().Count());
        Assert.Equal(600 * airports, response.Descendants().Count(element => element.Name.LocalName == "VehAvail"));

        static string Key(System.Xml.Linq.XElement group) =>
            string.Concat(
                group.Elements().Where(element => element.Name.LocalName is "Vendor" or "Info").Select(element => element.ToString()));
    }

    [Fact]
    public async Task A_response_repeats_its_request()
    {
        var response = await box.Sandbox.PostForMessageAsync("alderway");

        Assert.Equal("abc", (string?)response.Attribute("EchoToken"));
        Assert.Equal("Test", (string?)response.Attribute("Target"));
        Assert.Equal("5.000", (string?)response.Attribute("Version"));
        Assert.Equal("Success", response.Elements().First().Name.LocalName);
        var rental = response.Descendants().Single(element => element.Name.LocalName == "VehRentalCore");
        Assert.Equal("2026-12-04T10:00:00", (string?)rental.Attribute("PickUpDateTime"));
        Assert.Equal("2026-12-06T10:00:00", (string?)rental.Attribute("ReturnDateTime"));
        Assert.Equal(["JFK", "JFK"], rental.Elements().Select(place => (string?)place.Attribute("LocationCode")));
    }

    [Fact]
    public async Task Without_offers_the_response_is_a_success_with_a_warning()
    {
        // Fjordbil serves northern Europe only.
        var response = await box.Sandbox.PostForMessageAsync("Fjordbil");

        Assert.Equal(["Success", "Warnings"], response.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("301", (string?)response.Descendants().Last().Attribute("Code"));
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

    private static RentalPoint Point(string code, DateTime at) =>
        RentalPoint.Create(Assert.IsType<PlaceMatch.Found>(Catalog.Resolve(code)).Place, at);
}
