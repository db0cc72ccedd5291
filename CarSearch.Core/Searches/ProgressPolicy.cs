namespace CarSearch.Searches;

/// <summary>How often a run publishes its progress. Each time costs a host a write.</summary>
public sealed record ProgressPolicy
{
    /// <summary>For a host whose progress is kept in memory.</summary>
    public static ProgressPolicy EveryAnswer { get; } = new() { PublishesEveryAnswer = true };

    /// <summary>For a host whose every write is paid for: progress is published about 2, 5, 10 and 20 seconds in, if there is any.</summary>
    public static ProgressPolicy Sparing { get; } = new()
    {
        PublishAt = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)],
    };

    /// <summary>Whether each answer is published as it comes.</summary>
    public bool PublishesEveryAnswer { get; init; }

    /// <summary>When progress is published, from the start of the run, in order.</summary>
    public IReadOnlyList<TimeSpan> PublishAt { get; init; } = [];
}
