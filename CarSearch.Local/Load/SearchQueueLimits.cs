namespace CarSearch.Local.Load;

/// <summary>The configured limits of a <see cref="SearchQueue"/>.</summary>
internal sealed record SearchQueueLimits(int MaxInFlight, TimeSpan MaxForecastWait, double MaxShare = 1);
