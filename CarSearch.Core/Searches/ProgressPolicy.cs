namespace CarSearch.Searches;

/// <summary>Defines when a run publishes its progress, which is a write of the record.</summary>
public sealed record ProgressPolicy
{
    /// <summary>Gets the policy of a host that holds progress in memory: every response is published.</summary>
    public static ProgressPolicy EveryResponse { get; } = new() { PublishesEveryResponse = true };

    /// <summary>Gets the policy of a host that pays for every write: new progress is published after 2, 5, 10 and 20 s.</summary>
    public static ProgressPolicy Sparing { get; } = new()
    {
        PublishAt = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)],
    };

    /// <summary>Gets whether each response is published when it arrives.</summary>
    public bool PublishesEveryResponse { get; init; }

    /// <summary>Gets the times at which progress is published, from the start of the run, in order.</summary>
    public IReadOnlyList<TimeSpan> PublishAt { get; init; } = [];
}

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
