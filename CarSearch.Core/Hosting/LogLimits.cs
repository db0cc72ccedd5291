using Microsoft.Extensions.Logging;

namespace CarSearch.Hosting;

/// <summary>Keeps addresses, and with them tokens and keys, out of the log, whatever level is configured for whatever output.</summary>
public static class LogLimits
{
    private static readonly (string Category, LogLevel Least)[] OfEveryHost =
    [
        // Its scope has the path and its lines the whole address; what goes wrong in a request is logged by others.
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
        ("Microsoft.AspNetCore.Routing", LogLevel.Warning),

        // Quotes the request that can't be read.
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information),

        // Tells an address in use with its stack; Program says it in a sentence.
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical),
    ];

    /// <summary>Puts the limits above all rules. A rule for one output beats any for all, so each output gets its own.</summary>
    /// <param name="options">The rules.</param>
    /// <param name="ofHost">Categories of which the host logs no less than a level.</param>
    public static void Apply(LoggerFilterOptions options, params IEnumerable<(string Category, LogLevel Least)> ofHost)
    {
        var outputs = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray();
        foreach (var (category, least) in OfEveryHost.Concat(ofHost))
        {
            foreach (var rule in options.Rules.Where(rule => rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) is true).ToArray())
            {
                options.Rules.Remove(rule);
            }

            foreach (var output in outputs)
            {
                options.Rules.Add(new(output, category, least, null));
            }
        }
    }
}
