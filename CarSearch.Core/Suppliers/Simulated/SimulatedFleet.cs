using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Ten fictitious suppliers that resemble real ones, for use without a contract.</summary>
/// <remarks>
/// Equal requests return equal offers, in every process and on every machine. Prices depend on the class of car, the length of the rental,
/// the lead time (<see cref="SupplierRequest.RequestedAt"/>), the season, the places, the driver's age and the supplier. They are converted
/// to the requested currency at approximate rates. Booking addresses end in <c>.example</c> (RFC 2606) and do not exist.
/// </remarks>
public static class SimulatedFleet
{
    /// <summary>The name of the kind and of its section of settings.</summary>
    internal const string Kind = "Simulated";

    /// <summary>Adds the kind <c>Simulated</c>, which a host uses if it has no other suppliers.</summary>
    public static IServiceCollection AddSimulatedSuppliers(this IServiceCollection services) =>
        services.AddSingleton<ISupplierFactory, SimulatedFleetFactory>();

    /// <summary>Creates all suppliers of the fleet with valid options.</summary>
    internal static IReadOnlyList<ISupplier> Create(SimulatedFleetOptions options, TimeProvider time) =>
    [
        .. FleetProfiles.All.Select(
            (profile, index) => new SimulatedSupplier(profile, options, options.GetFixedLatency(index, FleetProfiles.All.Count), time)),
    ];
}
