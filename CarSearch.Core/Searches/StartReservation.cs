namespace CarSearch.Searches;

/// <summary>Capacity that was reserved for one search, or the time to wait for it.</summary>
/// <param name="release">Returns the capacity; called once, unless the reservation was used.</param>
public sealed class StartReservation(Action? release = null) : IDisposable
{
    private Action? release = release;

    /// <summary>Gets the time after which a refused search may be sent again; null when the capacity was reserved.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>Creates a reservation that was refused.</summary>
    /// <param name="retryAfter">The time after which the same search is expected to be accepted.</param>
    public static StartReservation Refused(TimeSpan retryAfter) => new() { RetryAfter = retryAfter };

    /// <summary>Marks the capacity as used by a search that was accepted: disposing no longer releases it.</summary>
    public void Use() => release = null;

    /// <summary>Releases the capacity, unless it was used.</summary>
    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
