using Microsoft.Extensions.Configuration;

namespace CarSearch.Suppliers;

/// <summary>The settings of one supplier. Collects the errors found in them.</summary>
public sealed class SupplierSettings
{
    internal const string Kind = nameof(Kind);

    private readonly IConfigurationSection root;
    private readonly IConfigurationSection section;
    private readonly List<string> errors;
    private readonly bool isListed;

    internal SupplierSettings(IConfigurationSection root, IConfigurationSection section, List<string> errors, bool isListed) =>
        (this.root, this.section, this.errors, this.isListed) = (root, section, errors, isListed);

    /// <summary>Gets the text of a setting, or null if it is not set.</summary>
    public string? this[string name] => section[name];

    /// <summary>Reports an invalid setting.</summary>
    /// <param name="error">
    /// A sentence that begins with the name of the setting and states the expected value. It must not contain a secret.
    /// </param>
    public void AddError(string error) => errors.Add($"{section.Path}:{error}");

    /// <summary>Binds the settings to options. A setting that is not one of their properties is an error.</summary>
    /// <typeparam name="T">The type of the options.</typeparam>
    /// <param name="validate">Returns the errors in the options, each in the form that <see cref="AddError"/> expects.</param>
    /// <returns>The options, or null if they are invalid; the errors have then been reported.</returns>
    public T? Bind<T>(Func<T, IEnumerable<string>> validate)
        where T : class, new()
    {
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
            // The message contains the value. Settings that hold a secret are strings, whose binding cannot fail.
            errors.Add($"{section.Path} is invalid: {exception.Message}");
            return null;
        }

        var found = validate(options).ToArray();
        Array.ForEach(found, AddError);
        return found.Length == 0 ? options : null;
    }

    /// <summary>Gets settings shared by all suppliers of a kind.</summary>
    /// <param name="name">The name of their section below <c>CarSearch</c>: one of <see cref="ISupplierFactory.SharedSections"/>.</param>
    public SupplierSettings Shared(string name) => new(root, root.GetSection(name), errors, isListed: false);

    private bool HasUnknown(Type options)
    {
        var known = options.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToList();
        if (isListed)
        {
            known.Add(Kind);
        }

        var unknown = section.GetChildren().Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase)).ToArray();
        var names = string.Join(", ", known.Order(StringComparer.Ordinal));
        errors.AddRange(unknown.Select(setting => $"{setting.Path} is not a setting. Allowed: {names}."));
        return unknown.Length > 0;
    }
}
