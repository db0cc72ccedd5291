using CarSearch.Api;
using CarSearch.Cars;
using CarSearch.Places;
using CarSearch.Searches;
using CarSearch.Suppliers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CarSearch;

/// <summary>Registers the services of CarSearch.Core.</summary>
public static class CarSearchServices
{
    /// <summary>
    /// Adds the services that all hosts share: options (section <c>CarSearch</c>, validated at start), places, the runner and the HTTP
    /// handlers. Each kind of configurable supplier is registered separately as an <see cref="ISupplierFactory"/>, and each custom supplier
    /// as an <see cref="ISupplier"/>.
    /// </summary>
    /// <remarks>
    /// <paramref name="hostSettings"/> are the further settings of the host in that section; unknown ones are errors. A name that ends with
    /// a colon is a section, any other a value; a name can be listed as both.
    /// </remarks>
    public static IServiceCollection AddCarSearch(this IServiceCollection services, params IEnumerable<string> hostSettings)
    {
        services.AddOptions<CarSearchOptions>()
            .BindConfiguration(CarSearchOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CarSearchOptions>, CarSearchOptionsValidator>();
        services.AddSingleton<IValidateOptions<CarSearchOptions>>(provider =>
        {
            var sharedSections = provider.GetServices<ISupplierFactory>().SelectMany(kind => kind.SharedSections);
            return new UnknownSettingsValidator(
                provider.GetRequiredService<IConfiguration>(), [.. sharedSections.Select(section => $"{section}:"), .. hostSettings]);
        });
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PlaceCatalog.Load());
        services.AddSingleton<CurrencyDecimals>(provider =>
        {
            var countries = provider.GetRequiredService<PlaceCatalog>().Countries;
            return code => countries.FindCurrency(code)?.Decimals;
        });
        services.AddSingleton<SearchTelemetry>();
        services.AddSingleton<SearchClock>();
        services.AddSingleton(provider =>
        {
            var custom = provider.GetServices<ISupplier>().ToArray();
            var section = provider.GetRequiredService<IConfiguration>().GetSection(CarSearchOptions.Section);
            var registry = new SupplierRegistry(section, provider.GetServices<ISupplierFactory>());
            return new SupplierSet([.. registry.Create(custom.Length > 0), .. custom]);
        });
        services.AddSingleton<SearchRunner>();
        services.AddSingleton<PlacesApi>();
        services.AddSingleton<HealthApi>();
        services.AddSingleton<DescriptionApi>();
        services.AddSingleton<SearchesApi>();
        return services;
    }
}
