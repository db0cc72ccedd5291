using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>Creates the suppliers of the list <c>CarSearch:Suppliers</c>, whose objects have a <c>Kind</c> each.</summary>
internal sealed class SupplierRegistry(IConfigurationSection section, IEnumerable<ISupplierFactory> factories)
{
    private readonly ISupplierFactory[] factories = [.. factories];
    private readonly List<string> errors = [];

    /// <summary>Creates the suppliers.</summary>
    /// <param name="hasOthers">
    /// Whether the host has registered suppliers itself. Without any supplier, the simulated fleet is created.
    /// </param>
    /// <exception cref="InvalidOperationException">Settings are invalid. The message names each.</exception>
    public IReadOnlyList<ISupplier> Create(bool hasOthers)
    {
        var list = section.GetSection("Suppliers");
        var listed = list.GetChildren().ToArray();
        ISupplier[] suppliers = listed.Length > 0 ? [.. listed.SelectMany(supplier => Create(supplier, supplier[SupplierSettings.Kind]))]
            : hasOthers ? []
            : [.. Create(list.GetSection("0"), SimulatedFleet.Kind)];
        return errors.Count == 0 ? suppliers : throw new InvalidOperationException(string.Join(' ', errors));
    }

    private IEnumerable<ISupplier> Create(IConfigurationSection supplier, string? kind)
    {
        if (factories.FirstOrDefault(factory => factory.Kind == kind) is { } factory)
        {
            return factory.Create(new SupplierSettings(section, supplier, errors, isListed: true));
        }

        var given = kind is null ? "missing" : $"\"{kind}\"";
        errors.Add(
            $"{supplier.Path}:{SupplierSettings.Kind} is {given}; expected {string.Join(" or ", factories.Select(known => known.Kind))}.");
        return [];
    }
}
