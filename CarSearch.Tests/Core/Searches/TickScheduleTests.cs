using CarSearch.Searches;

namespace CarSearch.Tests.Core.Searches;

public sealed class TickScheduleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    [Fact]
    public void Without_anything_to_publish_the_only_tick_is_the_limit()
    {
        var schedule = new TickSchedule(ProgressPolicy.EveryResponse, Limit);
        Assert.Equal(Limit, schedule.Next);
        Assert.Equal((true, false), schedule.Take(Limit));
    }

    [Fact]
    public void Ticks_come_in_order_and_end_with_the_limit()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        var ticks = new List<(double, bool, bool)>();
        while (ticks is not [.., (_, true, _)])
        {
            var next = schedule.Next;
            var (stop, publish) = schedule.Take(next);
            ticks.Add((next.TotalSeconds, stop, publish));
        }

        Assert.Equal([(2, false, true), (5, false, true), (10, false, true), (20, false, true), (25, true, false)], ticks);
    }

    [Fact]
    public void A_tick_after_the_limit_does_not_come()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, TimeSpan.FromSeconds(3));
        Assert.Equal((false, true), schedule.Take(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(3), schedule.Next);
    }

    [Fact]
    public void Ticks_that_were_missed_are_taken_together()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        Assert.Equal((false, true), schedule.Take(TimeSpan.FromSeconds(17)));
        Assert.Equal(TimeSpan.FromSeconds(20), schedule.Next);
    }

    [Fact]
    public void Before_its_time_no_tick_is_taken()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        Assert.Equal((false, false), schedule.Take(TimeSpan.FromSeconds(1.999)));
        Assert.Equal(TimeSpan.FromSeconds(2), schedule.Next);
    }
}
