namespace CarSearch.Common;

/// <summary>Pauses that differ, so that searches which failed together do not come back together.</summary>
internal static class Jitter
{
    private const int Longest = 400;

    /// <summary>A pause of 1 to 400 ms, each as likely. Never none: less than a millisecond would be no pause at all.</summary>
    public static TimeSpan Next() => TimeSpan.FromMilliseconds(Random.Shared.Next(1, Longest + 1));
}
