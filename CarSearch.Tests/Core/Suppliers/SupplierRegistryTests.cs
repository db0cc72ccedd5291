using CarSearch.OpenTravel;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Core.Suppliers;

public sealed class SupplierRegistryTests
{
    [Fact]
    public void Without_any_supplier_the_simulated_fleet_answers() => Assert.InRange(Create(false).Count, 8, SupplierSet.MaxCount);

    [Fact]
    public void A_host_with_suppliers_of_its_own_gets_no_others() => Assert.Empty(Create(true));

    [Fact]
    public void A_host_with_suppliers_of_its_own_gets_the_fleet_when_it_asks() =>
        Assert.Equal(Create(false).Count, Create(true, "Suppliers:0:Kind=Simulated").Count);

    [Fact]
    public void One_supplier_of_the_fleet_can_be_named()
    {
        var suppliers = Create(
            true, "Suppliers:0:Kind=Simulated", "Suppliers:0:Name=fjordbil", "Suppliers:1:Kind=Simulated", "Suppliers:1:Name=Alderway");
        Assert.Equal(["Fjordbil", "Alderway"], suppliers.Select(supplier => supplier.Name));
    }

    [Theory]
    [InlineData("CarSearch:Suppliers:0:Kind is \"Hertz\"; expected Simulated or OpenTravel.", "Suppliers:0:Kind=Hertz")]
    [InlineData("CarSearch:Suppliers:0:Kind is missing; expected Simulated or OpenTravel.", "Suppliers:0:Name=Simulated")]
    [InlineData("CarSearch:Simulated:LatencyScale must be 0 to 100.", "Simulated:LatencyScale=-1")]
    [InlineData("CarSearch:Simulated:LatencyScala is not a setting.", "Simulated:LatencyScala=1")]
    [InlineData(
        "CarSearch:Suppliers:0:Name is \"Northway\"; expected one of Alderway, Crownmere, Transvio,",
        "Suppliers:0:Kind=Simulated", "Suppliers:0:Name=Northway")]
    [InlineData(
        "CarSearch:Suppliers:0:Endpoint is not a setting. Allowed: Kind, Name.",
        "Suppliers:0:Kind=Simulated", "Suppliers:0:Endpoint=https://a.example")]
    [InlineData(
        "CarSearch:Simulated:FaultRate must be 0 to 1000. CarSearch:Suppliers:2:Kind is \"Fax\"; expected Simulated or OpenTravel.",
        "Suppliers:0:Kind=Simulated", "Suppliers:1:Kind=Simulated", "Suppliers:2:Kind=Fax", "Simulated:FaultRate=-1")]
    public void A_wrong_setting_is_refused_by_name(string sentence, params string[] settings) => Assert.StartsWith(
        sentence, Assert.Throws<InvalidOperationException>(() => Create(false, settings)).Message, StringComparison.Ordinal);

    private static List<ISupplier> Create(bool hasOthers, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine([.. settings.Select(setting => $"CarSearch:{setting}")]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSimulatedSuppliers()
            .AddOpenTravelSuppliers();
        using var provider = services.BuildServiceProvider();
        var factories = provider.GetServices<ISupplierFactory>();
        return [.. new SupplierRegistry(configuration.GetSection(CarSearchOptions.Section), factories).Create(hasOthers)];
    }
}
