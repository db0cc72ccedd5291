using System.Globalization;
using System.Xml.Linq;
using CarSearch.Cars;
using CarSearch.Places;
using CarSearch.Tests.Support;
using static CarSearch.Tests.Sandbox.SandboxOffers;

namespace CarSearch.Tests.Sandbox;

/// <summary>How offers are written.</summary>
public sealed class RoundTripTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    /// <summary>A class of car, its code of the list SIZ and its code of the list VEC.</summary>
    [Fact]
    public async Task A_class_of_car_is_mapped_to_the_code_lists()
    {
        const string Expected =
            "MBMR 1 1, NCMR 33 1, EDMR 3 1, HLMR 34 1, CEMR 4 18, DWMR 35 8, IVMR 6 2, JMMR 36 19, SFMR 7 3, RJMR 37 11, FGMR "
            + "8 22, GTMR 38 4, PNMR 10 21, USMR 39 13, LPMR 9 9, WQMR 40 15, OXMR 41 14, XZMR 32 17, XRMR 32 12, XHMR 32 10, "
            + "XYMR 32 20, XKMR 32 23";
        var cars = Expected.Split(", ").Select((line, at) => Bare with { Reference = $"A{at:00}", Car = Acriss.Decode(line[..4]) });
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers([.. cars]));

        var vehicles = (await sandbox.PostForMessageAsync("Alpha")).Descendants().Where(element => element.Name.LocalName == "Vehicle");

        Assert.Equal(Expected, string.Join(", ", vehicles.Select(vehicle =>
            $"{(string?)vehicle.Attribute("Code")} {Code(vehicle, 1)} {Code(vehicle, 0)}")));

        static string Code(XElement vehicle, int at) => vehicle.Elements().ElementAt(at).Attributes().First().Value;
    }

    [Theory]
    [InlineData("80", "20", "80")]
    [InlineData(null, "12.345", "87.655")]
    public async Task Mandatory_charges_are_in_the_estimated_total_but_not_in_the_rate_total(string? rental, string fees, string rate)
    {
        var price = Bare.Price with { Base = rental is null ? null : 80, TaxesAndFees = decimal.Parse(fees, CultureInfo.InvariantCulture) };
        await using var sandbox = await SupplierSandbox.StartAsync(new ScriptedSupplier("Alpha").Answers(Bare with { Price = price }));

        var message = await sandbox.PostForMessageAsync("Alpha");

        var total = message.Descendants().Single(element => element.Name.LocalName == "TotalCharge");
        Assert.Equal(rate, (string?)total.Attribute("RateTotalAmount"));
        Assert.Equal("100", (string?)total.Attribute("EstimatedTotalAmount"));
        var fee = message.Descendants().Single(element => element.Name.LocalName == "Fee");
        Assert.Equal("26", (string?)fee.Attribute("Purpose"));
        Assert.Equal(fees, (string?)fee.Attribute("Amount"));
        Assert.Equal("USD", (string?)fee.Attribute("CurrencyCode"));
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
        var airports = Assert.IsType<PlaceMatch.Found>(PlaceCatalog.Load().Resolve(from)).Place.Airports.Count;
        Assert.Equal(5 * airports, groups.Select(Key).Distinct().Count());
        Assert.Equal(600 * airports, response.Descendants().Count(element => element.Name.LocalName == "VehAvail"));

        static string Key(XElement group) =>
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
}
