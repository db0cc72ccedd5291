using CarSearch.Functions.Load;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Load;

/// <summary>What an instance counts of its load.</summary>
public sealed class InstanceLoadTests
{
    private readonly ObservableTimeProvider time = new();
    private readonly InstanceLoad load;

    public InstanceLoadTests() => load = new(100, TimeSpan.FromSeconds(25), time);

    [Fact]
    public void A_search_waits_until_one_that_was_accepted_later_has_been_started()
    {
        var searches = Enumerable.Range(1, 4).Select(AcceptAt).ToArray();
        Assert.Equal(4, load.Report().Waiting);

        load.BeginRun(searches[1]);
        Assert.Equal(2, load.Report().Waiting);

        // Started late, as after a crash.
        load.BeginRun(searches[0]);
        Assert.Equal(2, load.Report().Waiting);
        load.BeginRun(searches[3]);
        Assert.Equal(0, load.Report().Waiting);
        Assert.False(load.HasWaiting);
    }

    [Fact]
    public void Starts_on_other_instances_count()
    {
        AcceptAt(1);
        AcceptAt(5);
        load.ObserveStarts([Report(startedAt: null), Report(startedAt: 3)]);

        Assert.Equal(1, load.Report().Waiting);
        load.ObserveStarts([Report(startedAt: 2)]);
        Assert.Equal(1, load.Report().Waiting);
        load.ObserveStarts([Report(startedAt: 5)]);
        Assert.False(load.IsBusy);

        // It has run none of them.
        Assert.Equal((0, null), (load.Report().Capacity, load.Report().StartedUpTo));
    }

    [Fact]
    public void A_search_that_was_not_accepted_does_not_wait()
    {
        var search = AcceptAt(1);
        AcceptAt(1);
        load.Release(search);
        Assert.Equal(1, load.Report().Waiting);

        // Nor does one whose second has passed by then.
        var late = AcceptAt(2);
        load.BeginRun(AcceptAt(3));
        load.Release(late);
        Assert.Equal(0, load.Report().Waiting);
    }

    [Fact]
    public void A_search_that_is_never_started_is_forgotten_after_its_lifetime()
    {
        AcceptAt(1);
        time.MoveTo(CarSearchOptions.Lifetime);
        Assert.True(load.IsBusy);
        time.MoveTo(CarSearchOptions.Lifetime + TimeSpan.FromSeconds(2));
        Assert.False(load.IsBusy);
    }

    [Fact]
    public void Starts_are_counted_by_the_interval_and_a_wait_is_reported_at_once()
    {
        var searches = Enumerable.Range(0, 3).Select(AcceptAt).ToArray();
        time.MoveTo(TimeSpan.FromSeconds(4));
        Array.ForEach(searches, search => load.BeginRun(search));
        Assert.Equal((4, 0.6), (load.Report().MaxWaitSeconds, load.Report().StartsPerSecond));

        time.MoveTo(TimeSpan.FromSeconds(5));
        load.CloseInterval();
        Assert.Equal((4, 0.6), (load.Report().MaxWaitSeconds, load.Report().StartsPerSecond));

        time.MoveTo(TimeSpan.FromSeconds(10));
        load.CloseInterval();
        Assert.Equal((0, 0), (load.Report().MaxWaitSeconds, load.Report().StartsPerSecond));
    }

    [Fact]
    public void Runs_are_counted_and_measured()
    {
        var run = load.BeginRun(AcceptAt(0));
        Assert.Equal((100, 1, 25), (load.Report().Capacity, load.Report().Running, load.Report().RunSeconds));
        time.MoveTo(TimeSpan.FromSeconds(4));
        load.EndRun(run, isComplete: true);
        Assert.Equal((0, 4), (load.Report().Running, load.Report().RunSeconds));

        // Deleted, or interrupted.
        load.EndRun(load.BeginRun(AcceptAt(4)), isComplete: false);
        Assert.Equal((0, 4), (load.Report().Running, load.Report().RunSeconds));
        Assert.False(load.IsBusy);
    }

    private static LoadReport Report(int? startedAt) => new(
        default, 100, 0, 10, startedAt is { } second ? TestSearches.Start + TimeSpan.FromSeconds(second) : null, 0, 0, 0);

    private AcceptedSearch AcceptAt(int second)
    {
        var search = SampleSearches.New() with { RequestedAt = TestSearches.Start + TimeSpan.FromSeconds(second) };
        load.Accept(search);
        return search;
    }
}
