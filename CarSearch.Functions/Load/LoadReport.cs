using System.Globalization;

namespace CarSearch.Functions.Load;

/// <summary>What an instance reports of its load, so that others can forecast how long a search will wait for its run.</summary>
/// <param name="At">When it was reported, UTC.</param>
/// <param name="Capacity">The maximum number of concurrent runs there; 0 for an instance that has run none.</param>
/// <param name="Running">The number of runs there.</param>
/// <param name="RunSeconds">How long a run takes there.</param>
/// <param name="StartedUpTo">When the newest search that was started there had been accepted, UTC; null when none was.</param>
/// <param name="MaxWaitSeconds">The longest time that a search had waited that was started there in the last interval or since.</param>
/// <param name="StartsPerSecond">How many runs were started a second in the last interval, or are in this one if that is more.</param>
/// <param name="Waiting">How many searches were accepted there and have not been started anywhere, as far as is known there.</param>
internal sealed record LoadReport(
    DateTimeOffset At,
    int Capacity,
    int Running,
    double RunSeconds,
    DateTimeOffset? StartedUpTo,
    double MaxWaitSeconds,
    double StartsPerSecond,
    int Waiting)
{
    /// <summary>Formats the report as the metadata of a blob.</summary>
    public Dictionary<string, string> ToMetadata() => new()
    {
        [nameof(At)] = Format(At),
        [nameof(Capacity)] = Format(Capacity),
        [nameof(Running)] = Format(Running),
        [nameof(RunSeconds)] = Format(Math.Round(RunSeconds, 3)),
        [nameof(StartedUpTo)] = StartedUpTo is { } started ? Format(started) : "-",
        [nameof(MaxWaitSeconds)] = Format(Math.Round(MaxWaitSeconds, 3)),
        [nameof(StartsPerSecond)] = Format(Math.Round(StartsPerSecond, 3)),
        [nameof(Waiting)] = Format(Waiting),
    };

    /// <summary>Parses the metadata of a blob.</summary>
    /// <returns>The report; null when it is incomplete, as that of another version of the app may be.</returns>
    public static LoadReport? Parse(IDictionary<string, string> metadata)
    {
        // Names of metadata are case-insensitive, and the service may change their case.
        var values = new Dictionary<string, string>(metadata, StringComparer.OrdinalIgnoreCase);
        return Instant(nameof(At)) is { } at
            && Number(nameof(Capacity)) is { } capacity
            && Number(nameof(Running)) is { } running
            && Number(nameof(RunSeconds)) is { } runSeconds
            && Number(nameof(MaxWaitSeconds)) is { } maxWait
            && Number(nameof(StartsPerSecond)) is { } starts
            && Number(nameof(Waiting)) is { } waiting
            ? new(at, (int)capacity, (int)running, runSeconds, Instant(nameof(StartedUpTo)), maxWait, starts, (int)waiting)
            : null;

        double? Number(string name) =>
            values.TryGetValue(name, out var text)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= int.MaxValue
                ? number
                : null;

        DateTimeOffset? Instant(string name) =>
            values.TryGetValue(name, out var text)
            && DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? instant
                : null;
    }

    private static string Format(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static string Format(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
