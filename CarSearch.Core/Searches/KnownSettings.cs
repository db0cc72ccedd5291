using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>
/// Refuses settings in section <c>CarSearch</c> that nothing reads: most often a slip of the pen. So is a value where settings
/// belong (<c>Keys=secret</c>, which would else be no key at all), and settings below a value.
/// </summary>
/// <param name="configuration">The whole configuration.</param>
/// <param name="others">The names that the host and the kinds of suppliers read; one that ends in a colon holds settings, the others a value; one may be given both ways.</param>
internal sealed class KnownSettings(IConfiguration configuration, IEnumerable<string> others) : IValidateOptions<CarSearchOptions>
{
    private readonly string[] known =
    [
        .. typeof(CarSearchOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name),
        "Suppliers:",
        .. others,
    ];

    public ValidateOptionsResult Validate(string? name, CarSearchOptions options)
    {
        var failures = configuration.GetSection(CarSearchOptions.Section).GetChildren().Select(Problem).OfType<string>().ToArray();
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>What is wrong with a setting; its value is never told, since it may have been meant for a key.</summary>
    private string? Problem(IConfigurationSection setting)
    {
        var takesValue = known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase);
        if (known.Contains($"{setting.Key}:", StringComparer.OrdinalIgnoreCase))
        {
            return takesValue || string.IsNullOrEmpty(setting.Value) ? null : $"{setting.Path} is a value; it takes settings below it, such as {setting.Path}:NAME.";
        }

        if (takesValue)
        {
            return setting.GetChildren().Any() ? $"{setting.Path} has settings below it; it takes a value." : null;
        }

        return $"{setting.Path} is not a setting; known are {string.Join(", ", known.Select(name => name.TrimEnd(':')).Distinct().Order(StringComparer.Ordinal))}.";
    }
}
