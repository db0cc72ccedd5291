using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>The settings of one supplier, and what is wrong with them.</summary>
public sealed class SupplierSettings
{
    internal const string Kind = nameof(Kind);

    private readonly IConfigurationSection root;
    private readonly IConfigurationSection section;
    private readonly List<string> errors;
    private readonly bool isListed;

    private SupplierSettings(IConfigurationSection root, IConfigurationSection section, List<string> errors, bool isListed) =>
        (this.root, this.section, this.errors, this.isListed) = (root, section, errors, isListed);

    /// <summary>Gets the text of a setting, or null when it is not set.</summary>
    /// <param name="name">The name of the setting.</param>
    public string? this[string name] => section[name];

    /// <summary>Reports that a setting is wrong.</summary>
    /// <param name="error">A sentence that begins with the name of the setting and says what it takes. It must not repeat a secret.</param>
    public void AddError(string error) => errors.Add($"{section.Path}:{error}");

    /// <summary>Binds the settings to an object of options; a setting that is not one of its properties is an error.</summary>
    /// <typeparam name="T">The options.</typeparam>
    /// <param name="validate">Returns what is wrong with them, each as <see cref="AddError"/> takes it.</param>
    /// <returns>The options, or null when something is wrong with them and has been reported.</returns>
    public T? Bind<T>(Func<T, IEnumerable<string>> validate)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(validate);
        if (HasUnknown(typeof(T)))
        {
            return null;
        }

        var options = new T();
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            // The binder's message names the setting and repeats its value. Settings that hold a secret are texts, which always bind.
            errors.Add($"{section.Path} can't be read: {exception.Message}");
            return null;
        }

        var wrong = validate(options).ToArray();
        Array.ForEach(wrong, AddError);
        return wrong.Length == 0 ? options : null;
    }

    /// <summary>Gets the settings that all suppliers of a kind share.</summary>
    /// <param name="name">The name of their section below <c>CarSearch</c>: one of <see cref="ISupplierFactory.SharedSections"/>.</param>
    public SupplierSettings Shared(string name) => new(root, root.GetSection(name), errors, isListed: false);

    internal static SupplierSettings FromList(IConfigurationSection root, IConfigurationSection section, List<string> errors) =>
        new(root, section, errors, isListed: true);

    private bool HasUnknown(Type options)
    {
        var known = options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToList();
        if (isListed)
        {
            known.Add(Kind);
        }

        var unknown = section.GetChildren().Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)).ToArray();
        errors.AddRange(unknown.Select(setting => $"{setting.Path} is not a setting. Allowed: {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
        return unknown.Length > 0;
    }
}
