using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CarSearch.Api;

/// <summary>The preference <c>wait</c> of RFC 7240: how long a caller would wait for the end of a search.</summary>
internal static class WaitPreference
{
    private const double MaxSeconds = 30;

    /// <summary>Seconds clamped to 0-30.</summary>
    public static TimeSpan Clamp(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, MaxSeconds));

    /// <summary>The first <c>wait</c> among the preferences, clamped; null when there is none that can be read (RFC 7240, 2: ignored then).</summary>
    public static TimeSpan? Read(StringValues headers)
    {
        foreach (var header in headers)
        {
            foreach (var preference in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                var parts = preference.Split(';', 2)[0].Split('=', 2, StringSplitOptions.TrimEntries);
                if (parts is [var name, var value] && name.Equals("wait", StringComparison.OrdinalIgnoreCase))
                {
                    return uint.TryParse(value.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Clamp(seconds) : null;
                }
            }
        }

        return null;
    }

    /// <summary>What <c>Preference-Applied</c> says.</summary>
    public static string Applied(TimeSpan wait) => string.Create(CultureInfo.InvariantCulture, $"wait={(int)wait.TotalSeconds}");
}
