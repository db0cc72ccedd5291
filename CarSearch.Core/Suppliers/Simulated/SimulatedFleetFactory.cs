namespace CarSearch.Suppliers.Simulated;

/// <summary>Creates the simulated fleet, or one supplier of it.</summary>
internal sealed class SimulatedFleetFactory(TimeProvider time) : ISupplierFactory
{
    private IReadOnlyList<ISupplier>? fleet;

    public string Kind => SimulatedFleet.Kind;

    public IEnumerable<string> SharedSections => [SimulatedFleet.Kind];

    public IEnumerable<ISupplier> Create(SupplierSettings settings)
    {
        if (settings.Bind<Selection>(_ => []) is not { } selection)
        {
            return [];
        }

        // Created once for all objects of the list, so that errors in the shared settings are reported once.
        fleet ??= settings.Shared(SimulatedFleet.Kind).Bind<SimulatedFleetOptions>(options => options.Validate()) is { } options
            ? SimulatedFleet.Create(options, time)
            : [];
        if (selection.Name is not { } name)
        {
            return fleet;
        }

        var names = FleetProfiles.All.Select(profile => profile.Name);
        if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            settings.AddError($"Name is \"{name}\"; expected one of {string.Join(", ", names)}.");
        }

        return fleet.Where(supplier => supplier.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Selection
    {
        public string? Name { get; set; }
    }
}
