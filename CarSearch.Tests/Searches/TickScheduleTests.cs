using CarSearch.Searches;

namespace CarSearch.Tests.Searches;

public sealed class TickScheduleTests
{
    [Fact]
    public void Without_anything_to_do_there_is_no_tick() => Assert.Null(new TickSchedule(ProgressPolicy.EveryAnswer).Next);

    [Fact]
    public void Ticks_come_in_order_and_those_of_one_moment_together()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing);
        var ticks = new List<(double, bool, bool)>();
        while (schedule.Next is { } next && next <= TimeSpan.FromSeconds(30))
        {
            var due = schedule.Take(next);
            ticks.Add((next.TotalSeconds, due.Publish, due.Check));
        }

        Assert.Equal([(2, true, false), (5, true, true), (10, true, true), (15, false, true), (20, true, true), (25, false, true), (30, false, true)], ticks);
    }

    [Fact]
    public void Ticks_that_were_missed_are_taken_off_together()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing);
        Assert.Equal(new(true, true), schedule.Take(TimeSpan.FromSeconds(17)));
        Assert.Equal(TimeSpan.FromSeconds(20), schedule.Next);
    }

    [Fact]
    public void Before_its_time_no_tick_is_taken_off()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing);
        Assert.Equal(default, schedule.Take(TimeSpan.FromSeconds(1.999)));
        Assert.Equal(TimeSpan.FromSeconds(2), schedule.Next);
    }
}
