using CarSearch.Local.Load;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local.Load;

/// <summary>Runs start no faster than two processors can end them.</summary>
public sealed class StartPaceTests
{
    private readonly FakeTimeProvider time = new();
    private readonly StartPace pace;
    private TimeSpan used;
    private long backlog;

    public StartPaceTests() => pace = new(2, () => used, () => backlog, time);

    [Fact]
    public void After_a_pause_a_burst_starts_at_once_and_the_rest_in_time()
    {
        var burst = StartAll();
        time.Advance(TimeSpan.FromSeconds(1));
        var later = StartAll();

        Assert.InRange(burst, 1_000, 2_000);
        Assert.InRange(later, 0.4 * burst, 0.6 * burst);
        time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(StartAll(), burst - 1, burst + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void What_a_run_costs_is_measured_when_the_processors_are_busy(int milliseconds)
    {
        Run(seconds: 60, perSecond: 1_600 / milliseconds, milliseconds);
        StartAll();
        time.Advance(TimeSpan.FromSeconds(1));

        // Three quarters of two processors.
        Assert.InRange(StartAll(), 0.9 * 1_500 / milliseconds, 1.1 * 1_500 / milliseconds);
    }

    [Fact]
    public void What_else_a_quiet_host_does_does_not_make_a_run_look_dear()
    {
        var before = StartAll();
        Run(seconds: 600, perSecond: 1, milliseconds: 500);
        Assert.InRange(StartAll(), before - 1, before + 1);
    }

    [Fact]
    public void Nothing_starts_while_others_have_the_processors()
    {
        backlog = 10_000;
        Assert.False(pace.TryStart());
        backlog = 0;
        Assert.True(pace.TryStart());
    }

    [Fact]
    public void It_tells_how_long_so_many_starts_take()
    {
        Assert.Equal(TimeSpan.Zero, pace.TimeFor(1_000));
        Assert.InRange(pace.TimeFor(10_000).TotalSeconds, 5, 20);
    }

    private int StartAll()
    {
        var started = 0;
        while (pace.TryStart())
        {
            started++;
        }

        return started;
    }

    private void Run(int seconds, int perSecond, int milliseconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < perSecond; i++)
            {
                pace.TryStart();
                used += TimeSpan.FromMilliseconds(milliseconds);
                pace.End();
            }
        }
    }
}
