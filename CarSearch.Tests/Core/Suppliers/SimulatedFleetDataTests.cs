using CarSearch.Cars;
using CarSearch.Suppliers.Simulated;
using static CarSearch.Tests.Core.Suppliers.SimulatedSearches;

namespace CarSearch.Tests.Core.Suppliers;

public sealed class SimulatedFleetDataTests
{
    public static TheoryData<string> Regions => [.. Enum.GetNames<Region>()];

    [Fact]
    public void There_are_ten_suppliers_with_names_and_ratings_as_contracted()
    {
        Assert.Equal(10, Fleet().Select(supplier => supplier.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(Fleet(), supplier =>
        {
            Assert.Matches("^[A-Z][a-z]{3,59}$", supplier.Name);
            Assert.InRange(supplier.Rating, 6, 9.9);
        });
    }

    [Theory]
    [MemberData(nameof(Regions))]
    public void Every_model_agrees_with_its_class(string region) => Assert.All(VehicleModels.GetAll(Enum.Parse<Region>(region)), model =>
    {
        var doors = model.Car.Acriss![1] switch
        {
            'B' => (2, 3),
            'C' => (2, 4),
            'D' => (4, 5),
            'P' or 'S' or 'T' or 'N' => (2, 3),
            _ => (4, 5),
        };
        Assert.InRange(model.Doors, doors.Item1, doors.Item2);
        var seats = model.Car.Acriss[1] switch
        {
            'V' => (6, 15),
            'M' => (5, 5),
            'N' => (2, 2),
            'K' or 'P' => (2, 3),
            'F' or 'J' => (5, 8),
            _ => (2, 5),
        };
        Assert.InRange(model.Seats, seats.Item1, seats.Item2);
        Assert.InRange(model.Bags, 0, 6);
        Assert.EndsWith(" or similar", model.Vehicle, StringComparison.Ordinal);
        Assert.InRange(model.Vehicle.Length, 12, 120);
    });

    [Theory]
    [MemberData(nameof(Regions))]
    public void No_model_is_listed_twice_in_a_class_and_every_size_and_type_is_there(string region)
    {
        var models = VehicleModels.GetAll(Enum.Parse<Region>(region));

        Assert.Equal(models.Count, models.Select(model => (model.Car, model.Vehicle)).Distinct().Count());
        Assert.Empty(Enum.GetValues<CarType>().Except(models.Select(model => model.Car.Type)));
        Assert.Empty(Enum.GetValues<CarSize>().Except([CarSize.Oversize, CarSize.Special]).Except(models.Select(model => model.Car.Size)));
        Assert.Empty(new[] { Fuel.Hybrid, Fuel.PlugInHybrid, Fuel.Electric }.Except(models.Select(model => model.Car.Fuel)));
    }

    [Fact]
    public void North_America_drives_automatic_and_Europe_mostly_manual_where_there_is_a_choice()
    {
        Assert.All(VehicleModels.GetAll(Region.NorthAmerica), model => Assert.Equal(Transmission.Automatic, model.Car.Transmission));
        var europe = VehicleModels.GetAll(Region.Europe)
            .Where(model => model.Car is { Size: <= CarSize.Intermediate, Fuel: Fuel.Unspecified })
            .ToList();
        Assert.True(europe.Count(model => model.Car.Transmission == Transmission.Manual) > europe.Count / 2);
    }

    [Fact]
    public void Every_supplier_has_at_least_eight_classes_in_every_region_it_may_be_in() => Assert.All(FleetProfiles.All, profile =>
        Assert.All(Enum.GetValues<Region>(), region => Assert.InRange(new OfferGenerator(profile, null).Models(region).Count(), 8, 100)));

    [Theory]
    [InlineData("JPY CLP KRW VND ISK PYG UGX XAF XOF XPF RWF BIF DJF GNF KMF VUV", 0)]
    [InlineData("KWD BHD OMR JOD TND IQD LYD", 3)]
    [InlineData("USD EUR GBP HUF TWD MGA CRC", 2)]
    public void Currencies_have_their_decimals(string currencies, int decimals) =>
        Assert.All(currencies.Split(' ').Select(currency => (currency, ExchangeRates.Find(currency))), pair =>
            Assert.Equal((pair.currency, decimals), (pair.Item2.Currency, pair.Item2.Decimals)));

    [Fact]
    public void Every_currency_is_listed_once()
    {
        var currencies = ExchangeRates.Currencies.ToList();

        Assert.Equal(currencies.Order(StringComparer.Ordinal).Distinct(), currencies);
        Assert.InRange(currencies.Count, 150, 165);
        Assert.All(currencies, currency => Assert.Matches("^[A-Z]{3}$", currency));
    }
}
