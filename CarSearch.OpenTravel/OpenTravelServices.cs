using CarSearch.OpenTravel.Transport;
using CarSearch.Suppliers;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.OpenTravel;

/// <summary>Registers the supplier kind OpenTravel.</summary>
public static class OpenTravelServices
{
    /// <summary>Adds the kind <c>OpenTravel</c>: suppliers that answer <c>OTA_VehAvailRateRQ</c>.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddOpenTravelSuppliers(this IServiceCollection services) =>
        services.AddOpenTravelHttp().AddSingleton<ISupplierFactory, OpenTravelFactory>();
}
