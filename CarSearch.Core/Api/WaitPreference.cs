using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CarSearch.Api;

/// <summary>The preference <c>wait</c> (RFC 7240): how long a caller is willing to wait for the end of a search.</summary>
internal static class WaitPreference
{
    private const double MaxSeconds = 30;

    /// <summary>Clamps seconds to 0-30.</summary>
    public static TimeSpan Clamp(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxSeconds));

    /// <summary>Parses the first <c>wait</c> preference, clamped. Returns null if there is none or it is malformed (RFC 7240, 2).</summary>
    public static TimeSpan? Parse(StringValues headers)
    {
        foreach (var header in headers)
        {
            foreach (var preference in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                var parts = preference.Split(';', 2)[0].Split('=', 2, StringSplitOptions.TrimEntries);
                if (parts is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase))
                {
                    return uint.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                        ? Clamp(seconds)
                        : null;
                }
            }
        }

        return null;
    }

    /// <summary>Formats the value of <c>Preference-Applied</c>.</summary>
    public static string Format(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"wait={(int)wait.TotalSeconds}");
}
