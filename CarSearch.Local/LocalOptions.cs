using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>The settings of the embedded host, beside those of every host: section <c>CarSearch</c>.</summary>
internal sealed class LocalOptions
{
    /// <summary>The shortest access key that is taken, in characters.</summary>
    public const int ShortestKey = 16;

    /// <summary>The SQLite file; <c>carsearch.db</c> in the working directory unless set.</summary>
    public string Database { get; set; } = "carsearch.db";

    /// <summary>How many searches may be accepted and not ended; more are refused with 429. 1 to 1,000,000; 20,000 unless set.</summary>
    public int MaxInFlight { get; set; } = 20_000;

    /// <summary>Access keys by the name of their holder. Without any, only this machine is served.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of these settings; the keys have names of their own below theirs.</summary>
    public static IEnumerable<string> Names => [nameof(Database), nameof(MaxInFlight), $"{nameof(Keys)}:"];
}

/// <summary>Refuses settings that can't work, naming each; a key's value is never told.</summary>
internal sealed class LocalOptionsValidator : IValidateOptions<LocalOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Database))
        {
            failures.Add("CarSearch:Database is empty; it takes the path of a file.");
        }

        if (options.MaxInFlight is < 1 or > 1_000_000)
        {
            failures.Add($"CarSearch:MaxInFlight is {options.MaxInFlight}; it takes a number from 1 to 1000000.");
        }

        foreach (var (holder, key) in options.Keys)
        {
            if (key is not { Length: >= LocalOptions.ShortestKey and <= 256 } || key.AsSpan().ContainsAnyExceptInRange('\x21', '\x7E'))
            {
                failures.Add($"CarSearch:Keys:{holder} can't be used; a key has {LocalOptions.ShortestKey} to 256 visible ASCII characters.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
