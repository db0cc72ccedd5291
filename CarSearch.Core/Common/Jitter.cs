namespace CarSearch.Common;

/// <summary>Random delays before retries, so that calls which failed together are not repeated together.</summary>
public static class Jitter
{
    private const int MaxMilliseconds = 400;

    /// <summary>Returns a delay of 1 to 400 ms, uniformly distributed.</summary>
    public static TimeSpan Next() => TimeSpan.FromMilliseconds(Random.Shared.Next(1, MaxMilliseconds + 1));

    /// <summary>Returns a delay extended by up to a half, uniformly distributed.</summary>
    public static TimeSpan Extend(TimeSpan delay) => delay * (1 + (Random.Shared.NextDouble() / 2));
}
