namespace CarSearch.Local.Load;

/// <summary>
/// Counts the accepted searches of each access key, so that one key can't hold more than a share of what can be accepted. Searches whose
/// caller is not known, such as those of an earlier process, count for no key. Not thread-safe.
/// </summary>
internal sealed class CallerShares(double maxShare)
{
    private readonly Dictionary<string, int> accepted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Counts a search that was accepted.</summary>
    public void Add(string? caller)
    {
        if (caller is not null)
        {
            accepted[caller] = accepted.GetValueOrDefault(caller) + 1;
        }
    }

    /// <summary>Removes a search that has ended or was not accepted after all.</summary>
    public void Remove(string? caller)
    {
        if (caller is not null && --accepted[caller] == 0)
        {
            accepted.Remove(caller);
        }
    }

    /// <summary>
    /// Gets the number of searches of a key that must end before it may start another, of those that can be accepted of all keys together.
    /// </summary>
    public int GetExcess(string? caller, Func<int> countAcceptable) => caller is null || maxShare >= 1
        ? 0
        : accepted.GetValueOrDefault(caller) + 1 - Math.Max(1, (int)(maxShare * countAcceptable()));
}
