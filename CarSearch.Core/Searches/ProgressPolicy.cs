namespace CarSearch.Searches;

/// <summary>How often a run publishes its progress and looks whether it is still wanted. Each costs a host a write or a read.</summary>
public sealed record ProgressPolicy
{
    /// <summary>For a host whose progress is kept in memory and whose orchestrator cancels a deleted search at once.</summary>
    public static ProgressPolicy EveryAnswer { get; } = new() { PublishesEveryAnswer = true };

    /// <summary>
    /// For a host whose every write is paid for: progress is published about 2, 5, 10 and 20 seconds in, if there is any,
    /// and the record is looked at every 5 seconds.
    /// </summary>
    public static ProgressPolicy Sparing { get; } = new()
    {
        PublishAt = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)],
        CheckEvery = TimeSpan.FromSeconds(5),
    };

    /// <summary>Whether each answer is published as it comes.</summary>
    public bool PublishesEveryAnswer { get; init; }

    /// <summary>When progress is published, from the start of the run, in order.</summary>
    public IReadOnlyList<TimeSpan> PublishAt { get; init; } = [];

    /// <summary>How often the run reads its record to see whether it has been deleted or overtaken; null for never.</summary>
    public TimeSpan? CheckEvery { get; init; }
}
