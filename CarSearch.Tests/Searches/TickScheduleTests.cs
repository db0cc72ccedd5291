using CarSearch.Searches;

namespace CarSearch.Tests.Searches;

public sealed class TickScheduleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    [Fact]
    public void Without_anything_else_to_do_the_only_tick_is_the_limit()
    {
        var schedule = new TickSchedule(ProgressPolicy.EveryAnswer, Limit);
        Assert.Equal(Limit, schedule.Next);
        Assert.Equal(new(Publish: false, Check: false, Stop: true), schedule.Take(Limit));
    }

    [Fact]
    public void Ticks_come_in_order_and_those_of_one_moment_together()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        var ticks = new List<(double, bool, bool, bool)>();
        while (ticks is not [.., (_, _, _, true)])
        {
            var next = schedule.Next;
            var due = schedule.Take(next);
            ticks.Add((next.TotalSeconds, due.Publish, due.Check, due.Stop));
        }

        Assert.Equal(
            [(2, true, false, false), (5, true, true, false), (10, true, true, false), (15, false, true, false), (20, true, true, false), (25, false, true, true)],
            ticks);
    }

    [Fact]
    public void Ticks_that_were_missed_are_taken_off_together()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        Assert.Equal(new(Publish: true, Check: true, Stop: false), schedule.Take(TimeSpan.FromSeconds(17)));
        Assert.Equal(TimeSpan.FromSeconds(20), schedule.Next);
    }

    [Fact]
    public void Before_its_time_no_tick_is_taken_off()
    {
        var schedule = new TickSchedule(ProgressPolicy.Sparing, Limit);
        Assert.Equal(default, schedule.Take(TimeSpan.FromSeconds(1.999)));
        Assert.Equal(TimeSpan.FromSeconds(2), schedule.Next);
    }
}
