namespace CarSearch.Searches;

/// <summary>Merges the times at which a run publishes its progress and stops waiting into one sequence, for one timer.</summary>
/// <param name="policy">When to publish.</param>
/// <param name="limit">When to stop, from the start of the run.</param>
internal sealed class TickSchedule(ProgressPolicy policy, TimeSpan limit)
{
    private int published;

    /// <summary>The next tick, from the start of the run.</summary>
    public TimeSpan Next => published < policy.PublishAt.Count && policy.PublishAt[published] < limit ? policy.PublishAt[published] : limit;

    /// <summary>Removes all ticks up to now.</summary>
    /// <returns>Whether the run must stop; if not, whether it publishes.</returns>
    public (bool Stop, bool Publish) Take(TimeSpan elapsed)
    {
        var before = published;
        while (published < policy.PublishAt.Count && policy.PublishAt[published] <= elapsed)
        {
            published++;
        }

        return (elapsed >= limit, published > before);
    }
}
