using System.Globalization;

namespace CarSearch.Searches;

/// <summary>The errors with which runs end searches and suppliers.</summary>
internal static class RunErrors
{
    public static readonly SearchError NoSuppliers = new("NoSuppliers", "No suppliers are configured.");
    public static readonly SearchError AllFailed = new(
        "AllSuppliersFailed", "No supplier responded. The errors are listed under suppliers.");

    public static readonly SearchError LifetimeExceeded = new("AttemptsExhausted", "The search did not complete within five minutes.");
    public static readonly SearchError AttemptsExhausted = new("AttemptsExhausted", "All attempts to run the search failed.");

    /// <summary>Gets the error of a supplier that has not responded after a time.</summary>
    public static SearchError TimedOut(TimeSpan elapsed, TimeSpan limit) => elapsed >= limit
        ? new("TimedOut", string.Create(CultureInfo.InvariantCulture, $"No response within {limit.TotalSeconds:0.###} s."))
        : new("TimedOut", "No response before the deadline of the search.");
}
