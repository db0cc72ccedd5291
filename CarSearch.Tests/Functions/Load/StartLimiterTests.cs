using CarSearch.Functions.Load;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Load;

/// <summary>The slower searches are started, the fewer are started at once; the limit recovers when starts are quick again.</summary>
public sealed class StartLimiterTests
{
    private static readonly TimeSpan Quick = StartLimiter.MaxStartTime;
    private static readonly TimeSpan Slow = StartLimiter.MaxStartTime + TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider time = new();
    private readonly StartLimiter limiter;

    public StartLimiterTests() => limiter = new(time);

    [Fact]
    public void Quick_starts_leave_the_limit_as_it_is()
    {
        Assert.Equal(StartLimiter.MaxConcurrent, StartAll(Quick));
        Assert.Equal(StartLimiter.MaxConcurrent, StartAll(Quick));
    }

    [Fact]
    public void Slow_starts_lower_the_limit_to_one_at_a_time()
    {
        Assert.Equal(StartLimiter.MaxConcurrent, StartAll(Slow));
        Assert.Equal(1, StartAll(Slow));
        Assert.Equal(1, StartAll(Slow));
    }

    [Fact]
    public void Quick_starts_raise_the_limit_again()
    {
        StartAll(Slow);
        var limits = Enumerable.Range(0, 70).Select(_ => StartAll(TimeSpan.FromMilliseconds(20))).ToList();
        Assert.Equal(limits.Order(), limits);
        Assert.Equal(StartLimiter.MaxConcurrent, limits[^1]);
    }

    [Fact]
    public void The_interval_is_what_a_start_takes_divided_by_the_limit()
    {
        StartAll(Slow);
        StartAll(TimeSpan.FromMilliseconds(20));
        Assert.InRange(limiter.Interval.TotalMilliseconds, 10, 20);
    }

    /// <summary>Begins starts up to the limit, then ends them.</summary>
    private int StartAll(TimeSpan duration)
    {
        var began = new List<long>();
        while (limiter.TryBegin(out var at))
        {
            began.Add(at);
        }

        time.Advance(duration);
        began.ForEach(limiter.End);
        return began.Count;
    }
}
