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
