using System.Threading.Channels;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Hosting;

/// <summary>A clock that only a test moves, and that tells of every timer that is set on it: what a test waits for before it moves the clock.</summary>
internal sealed class TimerNews(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<DateTimeOffset> timers = Channel.CreateUnbounded<DateTimeOffset>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ToldTimer(base.CreateTimer(callback, state, dueTime, period), Tell);
        Tell(dueTime);
        return timer;
    }

    /// <summary>When the next timer fires that was set for no more than this; longer ones are passed over.</summary>
    public async Task<DateTimeOffset> NextTimerAsync(TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        DateTimeOffset due;
        do
        {
            due = await timers.Reader.ReadAsync(limit.Token);
        }
        while (due - GetUtcNow() > longest);
        return due;
    }

    /// <summary>Moves the clock to this time.</summary>
    public void MoveTo(DateTimeOffset at) => Advance(at - GetUtcNow());

    private void Tell(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            timers.Writer.TryWrite(GetUtcNow() + dueTime);
        }
    }
}
