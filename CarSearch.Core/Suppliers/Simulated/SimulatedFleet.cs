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
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddSimulatedSuppliers(this IServiceCollection services) =>
        services.AddSingleton<ISupplierFactory, SimulatedFleetFactory>();

    /// <summary>Creates all suppliers of the fleet.</summary>
    /// <param name="options">The options.</param>
    /// <param name="time">The clock of their latency.</param>
    /// <exception cref="ArgumentException">An option is out of range. The message names it.</exception>
    public static IReadOnlyList<ISupplier> Create(SimulatedFleetOptions options, TimeProvider time)
    {
        var errors = string.Join(' ', options.Validate());
        if (errors.Length > 0)
        {
            throw new ArgumentException(errors, nameof(options));
        }

        var profiles = FleetProfiles.All;
        return
        [
            .. profiles.Select(
                (profile, index) => new SimulatedSupplier(profile, options, options.GetFixedLatency(index, profiles.Count), time)),
        ];
    }
}
