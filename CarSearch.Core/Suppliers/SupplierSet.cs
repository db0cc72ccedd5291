using System.Collections.Immutable;

namespace CarSearch.Suppliers;

/// <summary>The suppliers that every search of a host asks.</summary>
public sealed class SupplierSet
{
    /// <summary>The most suppliers that one host may ask.</summary>
    public const int Most = 100;

    /// <summary>Checks the suppliers and keeps them in their order.</summary>
    /// <exception cref="ArgumentException">A name is missing, too long, has a comma or is there twice; a rating is out of range; there are too many.</exception>
    public SupplierSet(IEnumerable<ISupplier> suppliers)
    {
        All = [.. suppliers];
        if (All.Length > Most)
        {
            throw new ArgumentException($"There are {All.Length} suppliers; a host asks at most {Most}.");
        }

        foreach (var supplier in All)
        {
            if (supplier.Name is not { Length: > 0 and <= 60 } || supplier.Name.Contains(',', StringComparison.Ordinal) || supplier.Name.Trim() != supplier.Name)
            {
                throw new ArgumentException($"\"{supplier.Name}\" can't name a supplier: a name has 1 to 60 characters, no comma, and no space at its ends.");
            }

            if (supplier.Rating is not (>= 0 and <= 10))
            {
                throw new ArgumentException($"The rating of supplier \"{supplier.Name}\" is {supplier.Rating}; it takes 0 to 10.");
            }
        }

        if (All.GroupBy(supplier => supplier.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two suppliers are named \"{twice.Key}\"; give each a name of its own.");
        }
    }

    /// <summary>The suppliers, in the order of their configuration.</summary>
    public ImmutableArray<ISupplier> All { get; }
}
