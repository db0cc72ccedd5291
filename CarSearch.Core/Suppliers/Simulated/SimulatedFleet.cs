using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Suppliers.Simulated;

/// <summary>Ten invented suppliers with the shape of the real trade, for use without a contract with any: see <c>FleetProfiles</c>.</summary>
/// <remarks>
/// Equal requests always get equal offers, in every process and on every machine. Prices are made up in US dollars from the class of car, the
/// length of the rental, how early it is asked for (<see cref="SupplierRequest.AskedAt"/>), the season, the place, the way back, the driver's age and
/// the supplier, and told in the currency asked for at approximate rates. Booking addresses end in <c>.example</c> (RFC 2606): they lead nowhere.
/// </remarks>
public static class SimulatedFleet
{
    /// <summary>The name of the kind, and of the section with its settings.</summary>
    internal const string Kind = "Simulated";

    /// <summary>Adds the kind <c>Simulated</c>. Its suppliers answer where a host has no others.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddSimulatedSuppliers(this IServiceCollection services) =>
        services.AddSingleton<ISupplierFactory, SimulatedFleetFactory>();

    /// <summary>Makes all the suppliers.</summary>
    /// <param name="options">How they behave; read once.</param>
    /// <param name="time">What their latency is measured by.</param>
    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    public static IReadOnlyList<ISupplier> Create(SimulatedFleetOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var problems = string.Join(' ', options.Problems());
        if (problems.Length > 0)
        {
            throw new ArgumentException(problems, nameof(options));
        }

        var profiles = FleetProfiles.All;
        return
        [
            .. profiles.Select((profile, index) => new SimulatedSupplier(profile, options, options.FixedLatencyOf(index, profiles.Count), time)),
        ];
    }
}
