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
        Assert.Equal(Create(false).Count, Create(true, ("Suppliers:0:Kind", "Simulated")).Count);

    [Theory]
    [InlineData("Kind", "Hertz", "CarSearch:Suppliers:0:Kind is \"Hertz\"; expected Simulated or OpenTravel.")]
    [InlineData("Name", "Simulated", "CarSearch:Suppliers:0:Kind is missing; expected Simulated or OpenTravel.")]
    public void A_kind_that_nobody_knows_is_refused(string member, string value, string sentence)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Create(false, ($"Suppliers:0:{member}", value)));
        Assert.Equal(sentence, refusal.Message);
    }

    [Fact]
    public void A_setting_of_the_fleet_out_of_range_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Create(false, ("Simulated:LatencyScale", "-1")));
        Assert.Equal("CarSearch:Simulated:LatencyScale must be 0 to 100.", refusal.Message);
    }

    [Fact]
    public void One_supplier_of_the_fleet_can_be_named()
    {
        var suppliers = Create(
            true,
            ("Suppliers:0:Kind", "Simulated"),
            ("Suppliers:0:Name", "fjordbil"),
            ("Suppliers:1:Kind", "Simulated"),
            ("Suppliers:1:Name", "Alderway"));
        Assert.Equal(["Fjordbil", "Alderway"], suppliers.Select(supplier => supplier.Name));
    }

    [Fact]
    public void A_name_that_the_fleet_does_not_have_is_refused()
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => Create(false, ("Suppliers:0:Kind", "Simulated"), ("Suppliers:0:Name", "Northway")));
        Assert.StartsWith(
            "CarSearch:Suppliers:0:Name is \"Northway\"; expected one of Alderway, Crownmere, Transvio,",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_a_simulated_supplier_does_not_have_is_refused_by_name()
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => Create(false, ("Suppliers:0:Kind", "Simulated"), ("Suppliers:0:Endpoint", "https://a.example")));
        Assert.Equal("CarSearch:Suppliers:0:Endpoint is not a setting. Allowed: Kind, Name.", refusal.Message);
    }

    [Fact]
    public void Errors_of_several_suppliers_are_reported_together_and_those_of_the_fleet_once()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Create(
            false,
            ("Suppliers:0:Kind", "Simulated"),
            ("Suppliers:1:Kind", "Simulated"),
            ("Suppliers:2:Kind", "Fax"),
            ("Simulated:FaultRate", "-1")));
        Assert.Equal(
            "CarSearch:Simulated:FaultRate must be 0 to 1000. "
                + "CarSearch:Suppliers:2:Kind is \"Fax\"; expected Simulated or OpenTravel.",
            refusal.Message);
    }

    [Fact]
    public void A_setting_that_the_fleet_does_not_have_is_refused_by_name()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Create(false, ("Simulated:LatencyScala", "1")));
        Assert.Contains("LatencyScala", refusal.Message, StringComparison.Ordinal);
    }

    private static List<ISupplier> Create(bool hasOthers, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => $"CarSearch:{setting.Name}", setting => (string?)setting.Value))
            .Build();
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
