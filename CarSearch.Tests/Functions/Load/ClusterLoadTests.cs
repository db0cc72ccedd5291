using CarSearch.Functions.Load;

namespace CarSearch.Tests.Functions.Load;

/// <summary>The forecast of a search's wait from the reports of all instances.</summary>
public sealed class ClusterLoadTests
{
    private static readonly LoadReport Idle = new(default, 0, 0, 25, null, 0, 0, 0);
    private static readonly LoadReport Full = new(default, 100, 100, 10, default(DateTimeOffset), 0, 10, 0);

    [Fact]
    public void An_idle_app_starts_a_search_at_once() => Assert.Equal(0, Wait(Idle));

    [Fact]
    public void A_burst_waits_for_what_one_instance_can_run()
    {
        Assert.Equal(0, Wait(Idle with { Waiting = 99 }));

        // 25 s for 100 runs: four a second.
        Assert.Equal(0.25, Wait(Idle with { Waiting = 100 }));
        Assert.Equal(25, Wait(Idle with { Waiting = 199 }));
    }

    [Fact]
    public void More_instances_carry_more()
    {
        Assert.Equal(5.1, Wait(Full, Idle with { Waiting = 50 }), 6);
        Assert.Equal(0, Wait(Full, Full with { Running = 10 }, Idle with { Waiting = 50 }));
    }

    [Fact]
    public void What_waits_is_what_all_instances_have_accepted() =>
        Assert.Equal(10.1, Wait(Full with { Waiting = 40 }, Idle with { Waiting = 60 }), 6);

    [Fact]
    public void Long_runs_count_as_long_as_they_take() =>
        Assert.Equal(0.275, Wait(Full with { RunSeconds = 40 }, Full with { RunSeconds = 15 }, Idle with { Waiting = 1 }), 6);

    [Fact]
    public void An_engine_that_starts_searches_late_is_the_limit_though_places_are_free()
    {
        var slow = Full with { Running = 10, MaxWaitSeconds = 20, StartsPerSecond = 5, Waiting = 80 };
        Assert.Equal(16, Wait(slow));
        Assert.Equal(8, Wait(slow, slow with { Waiting = 0 }));

        // The engine and its reports take a few seconds in any case.
        Assert.Equal(16, Wait(slow with { MaxWaitSeconds = 5.1 }));
        Assert.Equal(0, Wait(slow with { MaxWaitSeconds = 5 }));
        Assert.Equal(0, Wait(slow with { StartsPerSecond = 0 }));
    }

    [Fact]
    public void The_next_place_comes_as_fast_as_runs_end()
    {
        Assert.Equal(TimeSpan.FromSeconds(0.1), new ClusterLoad([Full], 100).Forecast().Each);
        Assert.Equal(
            TimeSpan.FromSeconds(0.2),
            new ClusterLoad([Full with { Running = 10, MaxWaitSeconds = 20, StartsPerSecond = 5, Waiting = 80 }], 100).Forecast().Each);
    }

    private static double Wait(params LoadReport[] reports) => new ClusterLoad(reports, 100).Forecast().Wait.TotalSeconds;
}
