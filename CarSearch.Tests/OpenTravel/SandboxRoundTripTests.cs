using CarSearch.OpenTravel;
using CarSearch.Places;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The adapter reads the offers of the sandbox without loss.</summary>
public sealed class SandboxRoundTripTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    private static readonly PlaceCatalog Catalog = PlaceCatalog.Load();
    private static readonly DateTime Start = new(2026, 12, 4, 10, 0, 0);
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 23, 17, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("JFK", "JFK", 2, 30, "USD", "None")]
    [InlineData("LHR", "EDI", 3, 45, "GBP", "Soap11")]
    [InlineData("OSL", "TRD", 14, 22, "NOK", "Soap12")]
    [InlineData("NRT", "HND", 1, 60, "JPY", "None")]
    [InlineData("KWI", "KWI", 28, 35, "KWD", "Soap11")]
    [InlineData("SYD", "SYD", 90, 99, "VND", "None")]
    public async Task At_an_airport(string from, string to, int days, int age, string currency, string envelope)
    {
        var request = Request(from, to, days, age, currency);
        Assert.NotEqual(0, await CompareAsync(request, Cities.Airports, Enum.Parse<Envelope>(envelope)));
    }

    [Theory]
    [InlineData("JFK", "USD")]
    [InlineData("NRT", "JPY")]
    [InlineData("KWI", "KWD")]
    public async Task In_minor_units(string airport, string currency)
    {
        var request = Request(airport, airport, 3, 30, currency);
        Assert.NotEqual(0, await CompareAsync(request, Cities.Airports, Envelope.None, "minor-units"));
    }

    [Fact]
    public async Task Without_the_offers_whose_fees_are_in_no_total()
    {
        var request = Request("JFK", "JFK", 3, 30, "USD");
        var supplier = SimulatedFleet.Create(new() { LatencyScale = 0, FaultRate = 0 }, TimeProvider.System)[0];
        var offered = (await supplier.SearchAsync(request, default)).Offers;
        var response = await SendAsync(
            supplier, box.Sandbox.Address(supplier.Name, "excluded-fee"), request, Cities.Airports, Envelope.None);
        Assert.Equal(offered.Count / 2, response.Dropped);
        Assert.Equal(offered.Count - response.Dropped, response.Offers.Count);
        Assert.Subset(offered.ToHashSet(), response.Offers.ToHashSet());
    }

    [Fact]
    public async Task In_a_city_by_its_own_code()
    {
        var request = Request("NYC", "NYC", 7, 30, "EUR");
        Assert.NotEqual(0, await CompareAsync(request, Cities.City, Envelope.None));
    }

    [Fact]
    public async Task In_a_city_airport_by_airport()
    {
        var city = Request("NYC", "BOS", 3, 30, "USD");
        foreach (var supplier in box.Sandbox.Suppliers.All)
        {
            var offered = new List<SupplierOffer>();
            foreach (var airport in city.Search.PickUp.Airports)
            {
                offered.AddRange((await supplier.SearchAsync(
                    city with { Search = city.Search with { PickUp = At(airport.Code, Start) } }, default)).Offers);
            }

            Assert.Equal(Sorted(offered), Sorted(await ReadAsync(supplier, city, Cities.Airports, Envelope.Soap12)));
        }
    }

    /// <summary>Compares the offers of the whole fleet.</summary>
    /// <returns>The number of offers.</returns>
    private async Task<int> CompareAsync(SupplierRequest request, Cities cities, Envelope envelope, string? fault = null)
    {
        var count = 0;
        foreach (var supplier in SimulatedFleet.Create(new() { LatencyScale = 0, FaultRate = 0 }, TimeProvider.System))
        {
            var offered = (await supplier.SearchAsync(request, default)).Offers;
            Assert.Equal(Sorted(offered), Sorted(await ReadAsync(supplier, request, cities, envelope, fault)));
            count += offered.Count;
        }

        return count;
    }

    private async Task<IReadOnlyList<SupplierOffer>> ReadAsync(
        ISupplier supplier, SupplierRequest request, Cities cities, Envelope envelope, string? fault = null)
    {
        var response = await SendAsync(supplier, box.Sandbox.Address(supplier.Name, fault), request, cities, envelope);
        Assert.Equal((0, null), (response.Dropped, response.Missing));
        return response.Offers;
    }

    internal static async Task<SupplierResponse> SendAsync(
        ISupplier supplier, Uri endpoint, SupplierRequest request, Cities cities, Envelope envelope)
    {
        await using var services = new ServiceCollection().AddLogging().AddOpenTravelSuppliers().AddSingleton<TimeProvider>(Time)
            .BuildServiceProvider();
        var options = new OpenTravelOptions { Name = supplier.Name, Rating = supplier.Rating,
            Endpoint = endpoint, Cities = cities, Envelope = envelope };
        return await Assert.IsType<OpenTravelFactory>(services.GetRequiredService<ISupplierFactory>()).Create(options)
            .SearchAsync(request, default).WaitAsync(TimeSpan.FromSeconds(30));
    }

    internal static SupplierRequest Request(string from, string to, int days, int age, string currency) => new("echo", new()
    {
        PickUp = At(from, Start),
        DropOff = At(to, Start.AddDays(days)),
        Days = days,
        DriverAge = age,
        Residence = "DE",
        Currency = currency,
    }, Time.GetUtcNow());

    private static RentalPoint At(string code, DateTime at) =>
        RentalPoint.Create(Assert.IsType<PlaceMatch.Found>(Catalog.Resolve(code)).Place, at);

    private static IEnumerable<SupplierOffer> Sorted(IEnumerable<SupplierOffer> offers) =>
        offers.OrderBy(offer => offer.Reference, StringComparer.Ordinal);
}
