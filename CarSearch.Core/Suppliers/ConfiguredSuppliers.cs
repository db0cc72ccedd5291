using CarSearch.Searches;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>The suppliers that the configuration names: <c>CarSearch:Suppliers</c>, a list of objects with a <c>Kind</c> each.</summary>
internal static class ConfiguredSuppliers
{
    private const string Simulated = "Simulated";

    /// <summary>Makes the suppliers.</summary>
    /// <param name="section">The section <c>CarSearch</c>.</param>
    /// <param name="time">What simulated latency is measured by.</param>
    /// <param name="hasOthers">Whether the host has suppliers of its own; without any at all, the simulated fleet answers.</param>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static IEnumerable<ISupplier> Create(IConfigurationSection section, TimeProvider time, bool hasOthers)
    {
        var listed = section.GetSection("Suppliers").GetChildren().ToArray();
        if (listed.Length == 0)
        {
            return hasOthers ? [] : Fleet(section, time);
        }

        return listed.SelectMany(supplier => supplier["Kind"] switch
        {
            Simulated => Fleet(section, time),
            var kind => throw new InvalidOperationException(
                $"{supplier.Path}:Kind is {(kind is null ? "missing" : $"\"{kind}\"")}; it takes {Simulated}."),
        });
    }

    private static IReadOnlyList<ISupplier> Fleet(IConfigurationSection section, TimeProvider time)
    {
        var options = new SimulatedFleetOptions();
        var known = typeof(SimulatedFleetOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal).ToArray();
        if (section.GetSection(Simulated).GetChildren().FirstOrDefault(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new InvalidOperationException($"{unknown.Path} is not a setting; known are {string.Join(", ", known)}.");
        }

        section.GetSection(Simulated).Bind(options);
        var problems = options.Problems().ToArray();
        return problems.Length == 0
            ? SimulatedFleet.Create(options, time)
            : throw new InvalidOperationException(string.Join(' ', problems.Select(problem => $"{CarSearchOptions.Section}:{Simulated}:{problem}")));
    }
}
