namespace CarSearch.Searches;

/// <summary>Capacity that was reserved for one search, or the time to wait for it.</summary>
/// <param name="completed">Called once, with true if the capacity was used, and false if it is returned.</param>
public sealed class StartReservation(Action<bool>? completed = null) : IDisposable
{
    private Action<bool>? completed = completed;

    /// <summary>Gets the time after which a refused search may be sent again; null if the capacity was reserved.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Gets the time until the run of the search is expected to start; zero if it is not known.</summary>
    public TimeSpan ExpectedWait { get; init; }

    /// <summary>Creates a reservation that was refused.</summary>
    /// <param name="retryAfter">The time after which the same search is expected to be accepted.</param>
    public static StartReservation Refused(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };

    /// <summary>Marks the capacity as used by a search that was accepted.</summary>
    public void Use() => Interlocked.Exchange(ref completed, null)?.Invoke(true);

    /// <summary>Returns the capacity, unless it was used.</summary>
    public void Dispose() => Interlocked.Exchange(ref completed, null)?.Invoke(false);
}
