using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CarSearch.Api;

/// <summary>The OpenAPI 3.1 description of the API, embedded from <c>openapi.json</c>: JSON in UTF-8, without a byte order mark.</summary>
public static partial class OpenApiDescription
{
    /// <summary>The days between today and the first local time of the examples, at least.</summary>
    private const int MinDaysAhead = 3;

    private const string DateFormat = "yyyy-MM-dd";

    private static readonly Lazy<byte[]> Embedded = new(() => ApiResponse.ReadResource("CarSearch.openapi.json"));
    private static readonly Lazy<DateTime> FirstLocalTime = new(() =>
        Date().Matches(Text).Where(match => !match.Groups["instant"].Success).Min(match => Parse(match.Value)));

    private static CurrentDescription? latest;

    /// <summary>Gets the description as it is embedded.</summary>
    public static ReadOnlyMemory<byte> Json => Embedded.Value;

    private static string Text => Encoding.UTF8.GetString(Embedded.Value);

    /// <summary>Gets the description with the times of its examples moved by whole weeks, so that local times are ahead.</summary>
    /// <param name="now">The current time.</param>
    /// <returns>The same instance in the same week.</returns>
    public static CurrentDescription GetCurrent(DateTimeOffset now)
    {
        var delay = now.UtcDateTime.AddDays(MinDaysAhead) - FirstLocalTime.Value;
        var weeks = Math.Max(0, (int)Math.Ceiling(delay.TotalDays / 7));
        var current = Volatile.Read(ref latest);
        if (current?.Weeks != weeks)
        {
            current = Create(weeks);
            Volatile.Write(ref latest, current);
        }

        return current;
    }

    private static CurrentDescription Create(int weeks)
    {
        var moved = Date().Replace(
            Text, match => Parse(match.Value).AddDays(7 * weeks).ToString(DateFormat, CultureInfo.InvariantCulture));
        var json = Encoding.UTF8.GetBytes(moved);
        return new(weeks, json, EntityTags.Compute(json));
    }

    private static DateTime Parse(string value) => DateTime.ParseExact(value, DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The date of a local time or of an instant.</summary>
    [GeneratedRegex("(?<=\")[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T[0-9]{2}:[0-9]{2}(?<instant>:[0-9.]+Z)?\")")]
    private static partial Regex Date();
}

/// <summary>The description of the API with examples that are ahead.</summary>
/// <param name="Weeks">By how many weeks the times of the examples are moved.</param>
/// <param name="Json">The description: JSON in UTF-8, without a byte order mark.</param>
/// <param name="ETag">A strong entity tag of it, in quotes. It is the same on every host of the same build in the same week.</param>
public sealed record CurrentDescription(int Weeks, ReadOnlyMemory<byte> Json, string ETag);
