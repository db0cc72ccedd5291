using Microsoft.Extensions.Logging;

namespace CarSearch.Hosting;

/// <summary>Filters log categories that contain URLs, and with them tokens and keys, whatever levels are configured.</summary>
public static class LogFilters
{
    private static readonly (string Category, LogLevel MinLevel)[] Defaults =
    [
        // Its scope contains the path and its messages the full URL. Other categories log failed requests.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.Routing", LogLevel.Warning),
        ("Microsoft.AspNetCore.Http.Result", LogLevel.Warning),

        // At debug level it contains the text of an invalid request.
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information),

        // It logs canceled and invalid requests as warnings, with a stack trace, and their contents at trace level.
        ("ModelContextProtocol", LogLevel.Error),

        // It logs a failed start with the stack trace. Program writes the message alone.
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical),
    ];

    /// <summary>Adds these filters, and those of additional categories, with precedence over all configured rules.</summary>
    public static void Apply(LoggerFilterOptions options, params IEnumerable<(string Category, LogLevel MinLevel)> additional)
    {
        // A rule for a provider takes precedence over a rule for all, so each provider gets its own.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray();
        foreach (var (category, minLevel) in Defaults.Concat(additional))
        {
            var overridden = options.Rules.Where(
                rule => rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) is true);
            foreach (var rule in overridden.ToArray())
            {
                options.Rules.Remove(rule);
            }

            foreach (var provider in providers)
            {
                options.Rules.Add(new(provider, category, minLevel, null));
            }
        }
    }
}
