namespace CarSearch.Local.Load;

/// <summary>The configured limits of a <see cref="SearchQueue"/>.</summary>
/// <param name="MaxInFlight">The maximum number of searches that are accepted and have not ended.</param>
/// <param name="MaxForecastWait">The maximum expected wait before a run starts.</param>
/// <param name="MaxShare">The maximum share of one access key, above 0 and at most 1.</param>
internal sealed record SearchQueueLimits(int MaxInFlight, TimeSpan MaxForecastWait, double MaxShare = 1);
