using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>The settings that every host shares: section <c>CarSearch</c> of the configuration.</summary>
public sealed class CarSearchOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "CarSearch";

    /// <summary>The time from <c>requestedAt</c> after which a search fails for good, however it fares.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the offers of an ended search are served. 00:00:01 to 1.00:00:00; 00:30:00 unless set.</summary>
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a supplier may take, its retry included. 00:00:01 to 00:05:00; 00:00:25 unless set.</summary>
    public TimeSpan SupplierTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long one run of a search may take. 00:00:01 to 00:05:00; 00:01:00 unless set.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long an accepted search may be expected to wait for its run to begin; more are refused with 429. 00:00:00 to 00:04:00; 00:00:30
    /// unless set.
    /// </summary>
    public TimeSpan MaxWaitToStart { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many GETs may wait for a search's end at once on one host; more are answered at once. 0 to 1,000,000; 10,000 unless set.</summary>
    public int MaxWaiting { get; set; } = 10_000;

    /// <summary>The address callers reach this API under, such as <c>https://cars.example.com</c>; unless set, the one each request names.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long a run takes whose suppliers answer at the last moment.</summary>
    public TimeSpan MaxRunTime => SupplierTimeout < Deadline ? SupplierTimeout : Deadline;
}

/// <summary>Refuses settings that can't work, naming each.</summary>
public sealed class CarSearchOptionsValidator : IValidateOptions<CarSearchOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CarSearchOptions options)
    {
        var failures = new List<string>();
        Span("Freshness", options.Freshness, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Span("SupplierTimeout", options.SupplierTimeout, TimeSpan.FromSeconds(1), CarSearchOptions.Lifetime);
        Span("Deadline", options.Deadline, TimeSpan.FromSeconds(1), CarSearchOptions.Lifetime);

        // A minute less than the lifetime, so that what was accepted has time for a run.
        Span("MaxWaitToStart", options.MaxWaitToStart, TimeSpan.Zero, CarSearchOptions.Lifetime - TimeSpan.FromMinutes(1));
        if (options.MaxWaiting is < 0 or > 1_000_000)
        {
            failures.Add($"CarSearch:MaxWaiting is {options.MaxWaiting}; it takes a number from 0 to 1000000.");
        }

        if (options.PublicUrl is { } url
            && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0))
        {
            failures.Add($"CarSearch:PublicUrl is \"{url}\"; it takes an absolute http or https address without query or user, such as https://cars.example.com.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Span(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                failures.Add($"CarSearch:{setting} is {value:c}; it takes a time span from {least:c} to {most:c}.");
            }
        }
    }
}
