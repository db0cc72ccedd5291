using CarSearch.Suppliers.OpenTravel;
using CarSearch.Suppliers.Simulated;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>The suppliers that the configuration names: <c>CarSearch:Suppliers</c>, a list of objects with a <c>Kind</c> each.</summary>
/// <param name="section">The section <c>CarSearch</c>.</param>
/// <param name="time">What simulated latency is measured by.</param>
/// <param name="openTravel">Makes a supplier that speaks OpenTravel, of checked options.</param>
internal sealed class ConfiguredSuppliers(IConfigurationSection section, TimeProvider time, Func<OpenTravelOptions, ISupplier> openTravel)
{
    private const string Simulated = "Simulated";
    private const string OpenTravel = "OpenTravel";

    private readonly List<string> problems = [];
    private IReadOnlyList<ISupplier>? fleet;

    /// <summary>Makes the suppliers.</summary>
    /// <param name="hasOthers">Whether the host has suppliers of its own; without any at all, the simulated fleet answers.</param>
    /// <exception cref="InvalidOperationException">Settings are wrong; the message names each.</exception>
    public IReadOnlyList<ISupplier> Create(bool hasOthers)
    {
        var listed = section.GetSection("Suppliers").GetChildren().ToArray();
        ISupplier[] suppliers = listed.Length > 0 ? [.. listed.SelectMany(Create)] : hasOthers ? [] : [.. Fleet()];
        return problems.Count == 0 ? suppliers : throw new InvalidOperationException(string.Join(' ', problems));
    }

    private IEnumerable<ISupplier> Create(IConfigurationSection supplier)
    {
        switch (supplier["Kind"])
        {
            case Simulated:
                return IsKnown(supplier, ["Kind", "Name"]) ? OfFleet(supplier) : [];
            case OpenTravel:
                return IsKnown(supplier, [.. OpenTravelOptions.Names]) && Bound(supplier) is { } options ? [openTravel(options)] : [];
            case var kind:
                problems.Add($"{supplier.Path}:Kind is {(kind is null ? "missing" : $"\"{kind}\"")}; it takes {Simulated} or {OpenTravel}.");
                return [];
        }
    }

    private OpenTravelOptions? Bound(IConfigurationSection supplier)
    {
        // The binder would repeat it, and addresses may hold secrets.
        if (supplier[nameof(OpenTravelOptions.Endpoint)] is { } endpoint && !Uri.TryCreate(endpoint, UriKind.RelativeOrAbsolute, out _))
        {
            problems.Add($"{supplier.Path}:{OpenTravelOptions.UnusableEndpoint}");
            return null;
        }

        var options = new OpenTravelOptions();
        try
        {
            supplier.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The binder's sentence names the setting, and repeats a value that is no secret: those are texts, and the address has been looked at.
            problems.Add($"{supplier.Path} can't be read: {exception.Message}");
            return null;
        }

        var wrong = options.Problems().Select(problem => $"{supplier.Path}:{problem}").ToArray();
        problems.AddRange(wrong);
        return wrong.Length == 0 ? options : null;
    }

    private IEnumerable<ISupplier> OfFleet(IConfigurationSection supplier)
    {
        if (supplier["Name"] is not { } name)
        {
            return Fleet();
        }

        if (Fleet().FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return [found];
        }

        problems.Add($"{supplier.Path}:Name is \"{name}\"; a simulated supplier is one of {string.Join(", ", Fleet().Select(one => one.Name))}.");
        return [];
    }

    private IReadOnlyList<ISupplier> Fleet() => fleet ??= MakeFleet();

    private IReadOnlyList<ISupplier> MakeFleet()
    {
        var settings = section.GetSection(Simulated);
        if (!IsKnown(settings, [.. typeof(SimulatedFleetOptions).GetProperties().Select(property => property.Name)]))
        {
            return [];
        }

        var options = new SimulatedFleetOptions();
        settings.Bind(options);
        var wrong = options.Problems().Select(problem => $"{settings.Path}:{problem}").ToArray();
        problems.AddRange(wrong);
        return wrong.Length == 0 ? SimulatedFleet.Create(options, time) : [];
    }

    private bool IsKnown(IConfigurationSection settings, string[] known)
    {
        var unknown = settings.GetChildren().Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)).ToArray();
        problems.AddRange(unknown.Select(setting => $"{setting.Path} is not a setting; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
        return unknown.Length == 0;
    }
}
