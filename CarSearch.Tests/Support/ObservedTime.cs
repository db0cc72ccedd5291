using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Support;

/// <summary>A clock that only a test moves, and that tells when something has set a timer on it: what a test waits for before it moves the clock.</summary>
public sealed class ObservedTime : FakeTimeProvider
{
    private readonly Lock gate = new();
    private readonly List<DateTimeOffset> armed = [];
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ObservedTime()
        : base(Began)
    {
    }

    public static DateTimeOffset Began { get; } = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Note(dueTime);
        return new ToldTimer(timer, Note);
    }

    /// <summary>Done when a timer has been set that fires so long after the clock's start.</summary>
    public Task ArmedAsync(TimeSpan at) => ArmedAsync(at, at);

    /// <summary>Done when a timer, or so many, has been set that fires in this span after the clock's start.</summary>
    public async Task ArmedAsync(TimeSpan earliest, TimeSpan latest, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (armed.Count(due => due >= Began + earliest && due <= Began + latest) >= times)
                {
                    return;
                }

                next = more.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Moves the clock to so long after its start.</summary>
    public void MoveTo(TimeSpan at) => Advance(Began + at - GetUtcNow());

    private void Note(TimeSpan dueTime)
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
