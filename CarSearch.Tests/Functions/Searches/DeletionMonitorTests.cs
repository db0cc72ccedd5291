using System.Net;
using CarSearch.Functions.Searches;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>How a process learns of searches that others have deleted.</summary>
public sealed class DeletionMonitorTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ObservableTimeProvider time = new();
    private readonly CloudProcess process;
    private readonly CloudProcess other;

    public DeletionMonitorTests()
    {
        process = new() { Time = time };
        other = new() { Time = time, ContainerName = process.ContainerName };
        process.Blobs.Create();
    }

    private DeletionMonitor Monitor => process.Get<DeletionMonitor>();

    public void Dispose()
    {
        process.Dispose();
        other.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public async Task One_listing_serves_all_runs_of_a_process(int count)
    {
        var runs = Enumerable.Range(0, count).Select(_ => Monitor.Start()).ToArray();
        var watches = runs.Select(_ => process.Get<SearchCompletionNotifier>().Subscribe(SearchToken.New())).ToArray();
        for (var tick = 1; tick <= 5; tick++)
        {
            await NextListingAsync(tick);
        }

        // Five, three of which also list the minute before, that clocks may still be in.
        Assert.Equal(8, Listings());
        Assert.All(runs, run => run.Dispose());
        Assert.All(watches, watch => watch.Dispose());
    }

    [Fact]
    public async Task Without_a_run_nothing_is_listed()
    {
        using (Monitor.Start())
        {
            await NextListingAsync(1);
        }

        var before = Listings();
        time.MoveTo(TimeSpan.FromMinutes(2));
        Assert.Equal(before, Listings());

        using var again = Monitor.Start();
        await time.ArmedAsync(TimeSpan.FromMinutes(2) + DeletionMonitor.Interval);
    }

    [Fact]
    public async Task A_marked_search_is_told_of_and_no_other()
    {
        var (deleted, kept) = (SearchToken.New(), SearchToken.New());
        using var run = Monitor.Start();
        using var watch = process.Get<SearchCompletionNotifier>().Subscribe(deleted);
        using var unconcerned = process.Get<SearchCompletionNotifier>().Subscribe(kept);
        await MarkAsync(deleted);
        await NextListingAsync(1);

        await watch.Completed.WaitAsync(Soon);
        Assert.True(watch.Deleted.IsCancellationRequested);
        Assert.False(unconcerned.Deleted.IsCancellationRequested);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task The_clocks_of_two_instances_may_differ(int seconds)
    {
        // The marker's clock crosses a minute's end, which the other's has not reached or has passed.
        time.MoveTo(TimeSpan.FromSeconds(seconds < 0 ? 62 : 55));
        var token = SearchToken.New();
        using var run = Monitor.Start();
        using var watch = process.Get<SearchCompletionNotifier>().Subscribe(token);
        var clock = new ObservableTimeProvider();
        clock.MoveTo(time.GetUtcNow() - TestSearches.Start + TimeSpan.FromSeconds(seconds));
        using var writer = new CloudProcess { Time = clock, ContainerName = process.ContainerName };
        await writer.Get<DeletionMarkers>().AddAsync(token, default);
        var at = time.GetUtcNow() - TestSearches.Start + DeletionMonitor.Interval;
        await time.ArmedAsync(at);
        time.MoveTo(at);

        await watch.Completed.WaitAsync(Soon);
    }

    [Fact]
    public async Task What_was_marked_while_the_store_was_down_is_found_when_it_is_back()
    {
        var token = SearchToken.New();
        using var run = Monitor.Start();
        using var watch = process.Get<SearchCompletionNotifier>().Subscribe(token);
        await MarkAsync(token);
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", retryAfter: "60");
        for (var tick = 1; tick <= 40; tick++)
        {
            await NextListingAsync(tick);
        }

        Assert.False(watch.Completed.IsCompleted);
        process.Wire.Mend();
        await NextListingAsync(41);

        await watch.Completed.WaitAsync(Soon);
        process.Log.AssertSingle("Failed to list deletions by other instances");
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task When_the_clock_is_set_listings_go_on_as_before(int days)
    {
        using var run = Monitor.Start();
        await NextListingAsync(1);
        time.Step(TimeSpan.FromDays(days));
        var token = SearchToken.New();
        using var watch = process.Get<SearchCompletionNotifier>().Subscribe(token);
        await MarkAsync(token);
        var before = Listings();
        time.Advance(DeletionMonitor.Interval);

        await watch.Completed.WaitAsync(Soon);
        Assert.InRange(Listings() - before, 1, 2);
    }

    private async Task MarkAsync(SearchToken token) => await other.Get<DeletionMarkers>().AddAsync(token, default);

    private int Listings() => process.Wire.Calls.Count(call => call.Path.Contains("comp=list", StringComparison.Ordinal));

    /// <summary>Moves the clock to the next listing, and waits until it has been made.</summary>
    private async Task NextListingAsync(int number)
    {
        await time.ArmedAsync(number * DeletionMonitor.Interval);
        time.MoveTo(number * DeletionMonitor.Interval);
        await time.ArmedAsync((number + 1) * DeletionMonitor.Interval);
    }
}
