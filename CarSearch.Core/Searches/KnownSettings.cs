using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>Refuses settings in section <c>CarSearch</c> that nothing reads: most often a slip of the pen.</summary>
internal sealed class KnownSettings(IConfiguration configuration, IEnumerable<string> ofHost) : IValidateOptions<CarSearchOptions>
{
    private readonly string[] known =
    [
        .. typeof(CarSearchOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name),
        "Simulated",
        "Suppliers",
        .. ofHost,
    ];

    public ValidateOptionsResult Validate(string? name, CarSearchOptions options)
    {
        var unknown = configuration.GetSection(CarSearchOptions.Section).GetChildren()
            .Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"{setting.Path} is not a setting; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}.")
            .ToArray();
        return unknown.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(unknown);
    }
}
