using System.Globalization;
using CarSearch.Searches;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>The settings of the embedded host in section <c>CarSearch</c>, beside those of <see cref="CarSearchOptions"/>.</summary>
internal sealed class LocalOptions
{
    public const int MinKeyLength = 16;

    /// <summary>Gets or sets the path of the SQLite file. The default is <c>carsearch.db</c> in the working directory.</summary>
    public string Database { get; set; } = "carsearch.db";

    /// <summary>
    /// Gets or sets the maximum number of searches that are accepted and have not ended. Further ones are rejected with 429. The range is
    /// 1 to 1,000,000, the default 20,000.
    /// </summary>
    public int MaxInFlight { get; set; } = 20_000;

    /// <summary>
    /// Gets or sets the maximum number of open connections. Further ones are closed at once. The range is 1 to 1,000,000, the default half
    /// of the files that the process can open.
    /// </summary>
    public int? MaxConnections { get; set; }

    /// <summary>
    /// Gets or sets the share of the searches that can be accepted which one access key can hold, above 0 and at most 1. The default is a
    /// half if there are several keys, else 1.
    /// </summary>
    public double? MaxShare { get; set; }

    /// <summary>Gets the access keys by the name of their holder. Without keys the host listens on loopback addresses only.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the names of these settings. A trailing colon marks a section with arbitrary names.</summary>
    public static IEnumerable<string> Names =>
        [nameof(Database), nameof(MaxConnections), nameof(MaxInFlight), nameof(MaxShare), $"{nameof(Keys)}:"];
}

/// <summary>Validates the settings. An error message never contains the value of a key.</summary>
internal sealed class LocalOptionsValidator : IValidateOptions<LocalOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Database))
        {
            failures.Add("CarSearch:Database is empty; expected the path of a file.");
        }

        if (options.MaxInFlight is < 1 or > 1_000_000)
        {
            failures.Add($"CarSearch:MaxInFlight is {options.MaxInFlight}; expected a number from 1 to 1000000.");
        }

        if (options.MaxConnections is < 1 or > 1_000_000)
        {
            failures.Add($"CarSearch:MaxConnections is {options.MaxConnections}; expected a number from 1 to 1000000.");
        }

        if (options.MaxShare is not (null or (> 0 and <= 1)))
        {
            failures.Add(string.Create(
                CultureInfo.InvariantCulture, $"CarSearch:MaxShare is {options.MaxShare}; expected a number above 0, at most 1."));
        }

        foreach (var (holder, key) in options.Keys)
        {
            if (key is not { Length: >= LocalOptions.MinKeyLength and <= 256 } || key.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E'))
            {
                failures.Add(
                    $"CarSearch:Keys:{holder} can't be used; a key has {LocalOptions.MinKeyLength} to 256 visible ASCII characters.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
