using CarSearch.Api;
using CarSearch.Cars;
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
    /// Adds all that hosts share: options (section <c>CarSearch</c>, checked at start), places, the runner and the HTTP handlers. The kinds of
    /// suppliers that may be configured are registered beside it, each as an <see cref="ISupplierFactory"/>. A supplier of your own is one more <c>services.AddSingleton&lt;ISupplier, YourSupplier&gt;()</c>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="hostSettings">The names in section <c>CarSearch</c> that the host itself reads; any other is refused. A name that ends in a colon holds settings, others a value; one may be given both ways.</param>
    public static IServiceCollection AddCarSearch(this IServiceCollection services, params IEnumerable<string> hostSettings)
    {
        services.AddOptions<CarSearchOptions>()
            .BindConfiguration(CarSearchOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CarSearchOptions>, CarSearchOptionsValidator>();
        services.AddSingleton<IValidateOptions<CarSearchOptions>>(provider => new UnknownSettingsValidator(
            provider.GetRequiredService<IConfiguration>(),
            [.. provider.GetServices<ISupplierFactory>().SelectMany(kind => kind.SharedSections).Select(section => $"{section}:"), .. hostSettings]));
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => PlaceCatalog.Load());
        services.AddSingleton<CurrencyDecimals>(provider =>
        {
            var countries = provider.GetRequiredService<PlaceCatalog>().Countries;
            return code => countries.FindCurrency(code)?.Decimals;
        });
        services.AddSingleton<SearchTelemetry>();
        services.AddSingleton(provider =>
        {
            var own = provider.GetServices<ISupplier>().ToArray();
            var section = provider.GetRequiredService<IConfiguration>().GetSection(CarSearchOptions.Section);
            var registry = new SupplierRegistry(section, provider.GetServices<ISupplierFactory>());
            return new SupplierSet([.. registry.Create(own.Length > 0), .. own]);
        });
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
