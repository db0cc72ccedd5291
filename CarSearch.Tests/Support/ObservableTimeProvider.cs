namespace CarSearch.Tests.Support;

/// <summary>
/// A fake clock, started at <see cref="TestSearches.Start"/>, that reports timers: a test waits for one before it advances the clock.
/// </summary>
public sealed class ObservableTimeProvider() : SteppingTimeProvider(TestSearches.Start)
{
    private readonly Lock gate = new();
    private readonly List<DateTimeOffset> armed = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int read;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ObservableTimer(base.CreateTimer(callback, state, dueTime, period), Add);
        Add(dueTime);
        return timer;
    }

    /// <summary>Completes when a timer is set that is due at this time since the start.</summary>
    public Task ArmedAsync(TimeSpan at) => ArmedAsync(at, at);

    /// <summary>Completes when a number of timers are set that are due within this period since the start.</summary>
    public Task ArmedAsync(TimeSpan earliest, TimeSpan latest, int times = 1) => UntilAsync(() =>
        armed.Count(due => due >= TestSearches.Start + earliest && due <= TestSearches.Start + latest) >= times);

    /// <summary>Returns when the next timer is due that is set for at most this delay. Others are skipped.</summary>
    public async Task<DateTimeOffset> NextTimerAsync(TimeSpan maxDelay)
    {
        DateTimeOffset due = default;
        await UntilAsync(() =>
        {
            while (read < armed.Count)
            {
                due = armed[read++];
                if (due - GetUtcNow() <= maxDelay)
                {
                    return true;
                }
            }

            return false;
        });
        return due;
    }

    /// <summary>Advances the clock to a time since the start.</summary>
    public void MoveTo(TimeSpan at) => SetUtcNow(TestSearches.Start + at);

    private async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (condition())
                {
                    return;
                }

                next = more.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private void Add(TimeSpan dueTime)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        lock (gate)
        {
            armed.Add(GetUtcNow() + dueTime);
            more.TrySetResult();
            more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
