namespace CarSearch.Searches;

/// <summary>When a run must publish, look at its record, or stop waiting: all in one row of ticks, so that a run needs one timer.</summary>
/// <param name="policy">When to publish and to look.</param>
/// <param name="limit">When to stop, from the start of the run.</param>
internal sealed class TickSchedule(ProgressPolicy policy, TimeSpan limit)
{
    private int published;
    private TimeSpan check = policy.CheckEvery ?? TimeSpan.MaxValue;

    /// <summary>The next tick, from the start of the run.</summary>
    public TimeSpan Next
    {
        get
        {
            var publish = published < policy.PublishAt.Count ? policy.PublishAt[published] : TimeSpan.MaxValue;
            var next = publish < check ? publish : check;
            return next < limit ? next : limit;
        }
    }

    /// <summary>Takes off all ticks up to now, and says what they ask for.</summary>
    public Due Take(TimeSpan elapsed)
    {
        var due = new Due(false, false, elapsed >= limit);
        for (; published < policy.PublishAt.Count && policy.PublishAt[published] <= elapsed; published++)
        {
            due = due with { Publish = true };
        }

        for (; check <= elapsed; check += policy.CheckEvery!.Value)
        {
            due = due with { Check = true };
        }

        return due;
    }

    /// <summary>What a tick is for.</summary>
    public readonly record struct Due(bool Publish, bool Check, bool Stop);
}
