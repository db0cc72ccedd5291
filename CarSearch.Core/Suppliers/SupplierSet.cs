using System.Collections.Immutable;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>The suppliers of a host, searched by every search.</summary>
public sealed class SupplierSet
{
    /// <summary>The maximum number of suppliers of a host.</summary>
    public const int MaxCount = 100;

    /// <summary>Validates the suppliers and keeps them in their order.</summary>
    /// <exception cref="ArgumentException">
    /// A name is invalid or not unique, a rating is out of range, or there are too many suppliers.
    /// </exception>
    public SupplierSet(IEnumerable<ISupplier> suppliers)
    {
        All = [.. suppliers];
        if (All.Length > MaxCount)
        {
            throw new ArgumentException($"There are {All.Length} suppliers; a host has at most {MaxCount}.");
        }

        foreach (var supplier in All)
        {
            if (supplier.Name is not { Length: > 0 and <= 60 } || supplier.Name.Contains(',', StringComparison.Ordinal)
                || supplier.Name.Trim() != supplier.Name)
            {
                throw new ArgumentException(
                    $"\"{supplier.Name}\" is not a valid supplier name; expected 1 to 60 characters without commas or surrounding spaces.");
            }

            if (supplier.Rating is not (>= 0 and <= 10))
            {
                throw new ArgumentException($"The rating of supplier \"{supplier.Name}\" is {supplier.Rating}; expected 0 to 10.");
            }
        }

        if (All.GroupBy(supplier => supplier.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1) is { } duplicate)
        {
            throw new ArgumentException($"Two suppliers are named \"{duplicate.Key}\"; names must be unique.");
        }
    }

    /// <summary>Gets the suppliers in the order of their configuration.</summary>
    public ImmutableArray<ISupplier> All { get; }
}

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
