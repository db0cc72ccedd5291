using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>
/// Rejects unknown settings in section <c>CarSearch</c>, which are mostly misspelled. Also rejects a value where settings are expected
/// (<c>Keys=secret</c>, which would define no key), and settings below a value. Of the names that the host and the supplier factories read,
/// one that ends in a colon is a section, any other a value; a name may be given in both forms.
/// </summary>
internal sealed class UnknownSettingsValidator(IConfiguration configuration, IEnumerable<string> others)
    : IValidateOptions<CarSearchOptions>
{
    private readonly string[] known =
    [
        .. typeof(CarSearchOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name),
        "Suppliers:",
        .. others,
    ];

    public ValidateOptionsResult Validate(string? name, CarSearchOptions options)
    {
        var failures = configuration.GetSection(CarSearchOptions.Section).GetChildren().Select(GetError).OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Gets the error of a setting, or null. The error never contains the value, which may be a key.</summary>
    private string? GetError(IConfigurationSection setting)
    {
        var takesValue = known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase);
        if (known.Contains($"{setting.Key}:", StringComparer.OrdinalIgnoreCase))
        {
            return takesValue || string.IsNullOrEmpty(setting.Value)
                ? null
                : $"{setting.Path} is a value; expected settings below it, such as {setting.Path}:NAME.";
        }

        if (takesValue)
        {
            return setting.GetChildren().Any() ? $"{setting.Path} has settings below it; expected a value." : null;
        }

        var allowed = known.Select(name => name.TrimEnd(':')).Distinct().Order(StringComparer.Ordinal);
        return $"{setting.Path} is not a setting. Allowed: {string.Join(", ", allowed)}.";
    }
}
