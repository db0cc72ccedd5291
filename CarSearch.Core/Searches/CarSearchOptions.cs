using Microsoft.Extensions.Options;

namespace CarSearch.Searches;

/// <summary>The settings of every host: section <c>CarSearch</c> of the configuration.</summary>
public sealed class CarSearchOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "CarSearch";

    /// <summary>Gets the time from <c>requestedAt</c> after which a search fails.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long the offers of an ended search are served: 00:00:01 to 1.00:00:00, by default 00:30:00.</summary>
    public TimeSpan Freshness { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets or sets the time limit of a supplier, its retry included: 00:00:01 to 00:05:00, by default 00:00:25.</summary>
    public TimeSpan SupplierTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Gets or sets the time limit of a run: 00:00:01 to 00:05:00, by default 00:01:00.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets or sets the time that an accepted search may be expected to wait for its run; if it is longer, requests get 429: 00:00:00 to
    /// 00:04:00, by default 00:00:30.
    /// </summary>
    public TimeSpan MaxWaitToStart { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the maximum number of GETs that wait for the end of a search; others return at once: 0 to 1,000,000, by default 10,000.
    /// </summary>
    public int MaxWaiting { get; set; } = 10_000;

    /// <summary>Gets or sets the public address of the API, such as <c>https://cars.example.com</c>; by default each request's.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// Gets the forecast wait above which searches are refused. It is less than <see cref="MaxWaitToStart"/>, because runs take longer
    /// while the processors also accept and refuse searches.
    /// </summary>
    public TimeSpan MaxForecastWait => MaxWaitToStart * 0.7;

    /// <summary>The response time in seconds that is assumed of a supplier of which none is known.</summary>
    public const double AssumedResponseSeconds = 2;

    /// <summary>Gets the duration of a run whose suppliers respond at the last moment.</summary>
    public TimeSpan MaxRunTime => SupplierTimeout < Deadline ? SupplierTimeout : Deadline;
}

/// <summary>Validates the settings. The errors name each invalid one.</summary>
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
            failures.Add($"CarSearch:MaxWaiting is {options.MaxWaiting}; expected a number from 0 to 1000000.");
        }

        if (options.PublicUrl is { } url
            && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")
                || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0))
        {
            failures.Add(
                $"CarSearch:PublicUrl is \"{url}\"; expected an absolute http or https address without query or user, " +
                "such as https://cars.example.com.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Span(string setting, TimeSpan value, TimeSpan min, TimeSpan max)
        {
            if (value < min || value > max)
            {
                failures.Add($"CarSearch:{setting} is {value:c}; expected a time span from {min:c} to {max:c}.");
            }
        }
    }
}
