using CarSearch.Http;
using CarSearch.Offers;
using CarSearch.Places;
using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CarSearch;

/// <summary>Puts CarSearch.Core together for a host.</summary>
public static class CarSearchServices
{
    /// <summary>
    /// Adds all that hosts share: options (section <c>CarSearch</c>, checked at start), places, suppliers, the runner and the HTTP handlers.
    /// A supplier of your own is one more <c>services.AddSingleton&lt;ISupplier, YourSupplier&gt;()</c>.
    /// </summary>
    public static IServiceCollection AddCarSearch(this IServiceCollection services)
    {
        services.AddOptions<CarSearchOptions>()
            .BindConfiguration(CarSearchOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CarSearchOptions>, CarSearchOptionsValidator>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PlaceCatalog.Load());
        services.AddSingleton<CurrencyDecimals>(provider => provider.GetRequiredService<PlaceCatalog>().DecimalsOf);
        services.AddSingleton<SearchTelemetry>();
        services.AddSingleton(provider => new SupplierSet([
            .. ConfiguredSuppliers.Create(provider.GetRequiredService<IConfiguration>().GetSection(CarSearchOptions.Section), provider),
            .. provider.GetServices<ISupplier>()]));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SupplierCaller>(provider));
        services.AddSingleton(provider => new SearchRunner(
            provider.GetRequiredService<SupplierSet>(),
            provider.GetRequiredService<SupplierCaller>(),
            provider.GetRequiredService<IOptions<CarSearchOptions>>(),
            provider.GetRequiredService<SearchTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SearchRunner>>()));
        services.AddSingleton<PlacesApi>();
        services.AddSingleton<HealthApi>();
        services.AddSingleton(provider => new SearchesApi(
            new(provider.GetRequiredService<PlaceCatalog>(), provider.GetRequiredService<TimeProvider>()),
            new(provider.GetRequiredService<PlaceCatalog>(), provider.GetRequiredService<IOptions<CarSearchOptions>>()),
            provider.GetRequiredService<SearchTelemetry>(),
            provider.GetRequiredService<IOptions<CarSearchOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SearchesApi>>()));
        return services;
    }
}
