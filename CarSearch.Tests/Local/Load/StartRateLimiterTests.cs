using CarSearch.Local.Load;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local.Load;

/// <summary>Limits the start of runs on two processors.</summary>
public sealed class StartRateLimiterTests
{
    private readonly FakeTimeProvider time = new();
    private readonly StartRateLimiter limiter;
    private TimeSpan used;
    private long backlog;

    public StartRateLimiterTests() => limiter = new(2, () => used, () => backlog, time);

    [Fact]
    public void After_an_idle_period_a_burst_starts_at_once()
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
    public void The_cost_of_a_run_is_measured_while_the_processors_are_busy(int milliseconds)
    {
        Run(seconds: 60, perSecond: 1_600 / milliseconds, milliseconds);
        StartAll();
        time.Advance(TimeSpan.FromSeconds(1));

        // The limiter uses three quarters of two processors.
        Assert.InRange(StartAll(), 0.9 * 1_500 / milliseconds, 1.1 * 1_500 / milliseconds);
    }

    [Fact]
    public void Other_work_of_an_idle_host_does_not_change_the_cost_of_a_run()
    {
        var before = StartAll();
        Run(seconds: 600, perSecond: 1, milliseconds: 500);
        Assert.InRange(StartAll(), before - 1, before + 1);
    }

    [Fact]
    public void A_cost_that_was_too_high_falls_while_starts_are_limited_and_the_processors_are_idle()
    {
        Run(seconds: 60, perSecond: 100, milliseconds: 16);
        for (var second = 0; second < 60; second++)
        {
            var started = StartAll();
            time.Advance(TimeSpan.FromSeconds(1));
            used += TimeSpan.FromMilliseconds(started);
            for (var i = 0; i < started; i++)
            {
                limiter.OnRunEnded();
            }
        }

        Assert.InRange(StartAll(), 0.9 * 1_500, 1.1 * 1_500);
    }

    [Fact]
    public void No_run_starts_while_other_work_uses_the_processors()
    {
        AssertLimited();
        Assert.True(limiter.TryAcquire());
    }

    [Fact]
    public void The_delay_depends_on_the_number_of_starts()
    {
        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(1_000));
        Assert.InRange(limiter.GetDelay(10_000).TotalSeconds, 5, 20);
    }

    [Fact]
    public void The_delay_depends_on_the_measured_rate_while_starts_are_limited()
    {
        for (var i = 0; i < 3; i++)
        {
            AssertLimited();
            Assert.True(limiter.TryAcquire());
            Assert.True(limiter.TryAcquire());
            limiter.OnRunEnded();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(25), limiter.GetDelay(50));

        // Without a limit in the last window, only the processor time counts.
        Assert.True(limiter.TryAcquire());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(50));
    }

    [Fact]
    public void A_limit_in_one_window_does_not_change_the_delay()
    {
        Assert.True(limiter.TryAcquire());
        AssertLimited();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(50));
    }

    [Fact]
    public void The_rate_is_not_measured_until_runs_end()
    {
        for (var i = 0; i < 3; i++)
        {
            StartAll();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var started = StartAll();

        // By processor time the next second's starts, with a margin.
        Assert.InRange(limiter.GetDelay(started).TotalSeconds, 1.4, 1.6);
    }

    [Fact]
    public void A_limit_does_not_change_the_delay_once_the_queue_is_empty()
    {
        for (var i = 0; i < 3; i++)
        {
            AssertLimited();
            Assert.True(limiter.TryAcquire());
            limiter.OnRunEnded();
            limiter.OnQueueEmpty();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(50));
    }

    [Fact]
    public void A_window_that_an_idle_period_extends_is_not_measured()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.True(limiter.TryAcquire());
            AssertLimited();
            limiter.OnRunEnded();
            time.Advance(i == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        }

        limiter.OnQueueEmpty();
        time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(1));
    }

    [Fact]
    public void A_window_without_a_start_does_not_lower_the_rate()
    {
        for (var i = 0; i < 2; i++)
        {
            AssertLimited();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.Zero, limiter.GetDelay(1));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(limiter.TryAcquire());
            limiter.OnRunEnded();
        }

        AssertLimited();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(5), limiter.GetDelay(50));
    }

    private void AssertLimited()
    {
        backlog = 10_000;
        Assert.False(limiter.TryAcquire());
        backlog = 0;
    }

    private int StartAll()
    {
        var started = 0;
        while (limiter.TryAcquire())
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
                limiter.TryAcquire();
                used += TimeSpan.FromMilliseconds(milliseconds);
                limiter.OnRunEnded();
            }
        }
    }
}
