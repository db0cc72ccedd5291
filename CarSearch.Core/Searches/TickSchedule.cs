namespace CarSearch.Searches;

/// <summary>When a run must publish or look, in one row of ticks.</summary>
internal sealed class TickSchedule(ProgressPolicy policy)
{
    private int published;
    private TimeSpan? check = policy.CheckEvery;

    /// <summary>The next tick, from the start of the run; null when there is none.</summary>
    public TimeSpan? Next
    {
        get
        {
            var publish = published < policy.PublishAt.Count ? policy.PublishAt[published] : (TimeSpan?)null;
            return publish is null || check < publish ? check : publish;
        }
    }

    /// <summary>Takes off all ticks up to now, and says what they ask for.</summary>
    public Due Take(TimeSpan elapsed)
    {
        var due = default(Due);
        for (; published < policy.PublishAt.Count && policy.PublishAt[published] <= elapsed; published++)
        {
            due = due with { Publish = true };
        }

        while (check is { } next && next <= elapsed)
        {
            check = next + policy.CheckEvery!.Value;
            due = due with { Check = true };
        }

        return due;
    }

    /// <summary>What a tick is for.</summary>
    public readonly record struct Due(bool Publish, bool Check);
}
