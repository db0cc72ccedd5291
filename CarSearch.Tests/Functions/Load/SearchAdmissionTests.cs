using System.Net;
using Azure.Storage.Blobs.Models;
using CarSearch.Functions.Load;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Load;

/// <summary>Searches are accepted while all instances together can start them in time, at one storage call each in five seconds.</summary>
public sealed class SearchAdmissionTests : IDisposable
{
    private const int Capacity = 10;

    // 25 s a run until one has ended: 0.4 runs a second, 8 in the 21 s that the forecast of a wait may be.
    private const int MaxAccepted = Capacity + 8;

    private readonly ObservableTimeProvider time = new();
    private readonly CloudProcess process;
    private readonly CloudProcess other;

    public SearchAdmissionTests()
    {
        process = NewProcess(Azurite.NewName());
        other = NewProcess(process.ContainerName);
        process.Blobs.Create();
    }

    public void Dispose()
    {
        process.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task A_burst_is_accepted_as_far_as_it_is_started_in_time()
    {
        Assert.Equal(MaxAccepted, await FillAsync(process, (accepted, reservation) =>
            Assert.Equal(Math.Max(0, accepted + 1 - Capacity) * 2.5, reservation.ExpectedWait.TotalSeconds)));

        var refused = await RefusalsAsync(20);
        Assert.All(refused, retryAfter => Assert.InRange(retryAfter.TotalSeconds, 1, 60));
        Assert.InRange(refused[^1].TotalSeconds, 38, 60);
        Assert.Equal(refused.Length, refused.Distinct().Count());
    }

    [Fact]
    public async Task What_was_reserved_and_not_used_makes_room()
    {
        await FillAsync(process);
        var search = NewSearch();
        Assert.NotNull((await ReserveAsync(process, search)).RetryAfter);
        process.Get<InstanceLoad>().Release(search);
        using (var reservation = await ReserveAsync(process, search))
        {
            Assert.Null(reservation.RetryAfter);
            Assert.NotNull((await ReserveAsync(process, search)).RetryAfter);
        }

        Assert.Null((await ReserveAsync(process, search)).RetryAfter);
    }

    [Fact]
    public async Task What_runs_elsewhere_takes_no_place_of_what_waits()
    {
        var searches = await AcceptAsync(process, Capacity);
        foreach (var search in searches)
        {
            other.Get<InstanceLoad>().BeginRun(search);
        }

        other.Get<LoadMonitor>().Start();

        // One publishes what the other may have listed before.
        await TickAsync(1, instances: 2);
        await TickAsync(2, instances: 2);

        // Ten run, and as many wait as are started in 21 s.
        Assert.Equal(MaxAccepted - Capacity, await FillAsync(process));
        await TickAsync(3, instances: 2);
        await TickAsync(4, instances: 2);
        Assert.Equal(0, await FillAsync(other));
    }

    [Fact]
    public async Task What_another_instance_has_accepted_counts()
    {
        await FillAsync(process);
        await TickAsync(1);

        Assert.Equal(0, await FillAsync(other));
    }

    [Fact]
    public async Task An_instance_that_has_stopped_does_not_count()
    {
        await FillAsync(process);
        await TickAsync(1);
        process.Dispose();
        time.MoveTo(LoadMonitor.Interval + LoadMonitor.MaxReportAge);
        Assert.Equal(0, await FillAsync(other));

        time.MoveTo(LoadMonitor.Interval + LoadMonitor.MaxReportAge + TimeSpan.FromTicks(1));
        Assert.Equal(MaxAccepted, await FillAsync(other));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task What_waits_here_and_elsewhere_counts_after_a_step_of_the_clock(int minutes)
    {
        await FillAsync(process);
        await TickAsync(1);
        Assert.Equal(0, await FillAsync(other));

        time.Step(TimeSpan.FromMinutes(minutes));
        Assert.Equal(0, await FillAsync(process));
        Assert.Equal(0, await FillAsync(other));
    }

    [Fact]
    public async Task However_many_searches_there_are_an_instance_publishes_once_and_lists_once_an_interval()
    {
        await AcceptAsync(process, Capacity);
        for (var tick = 1; tick <= 4; tick++)
        {
            await TickAsync(tick);
        }

        // The first listing is that of the first search.
        Assert.Equal(
            "GET 200, PUT 201, GET 200, PUT 201, GET 200, PUT 201, GET 200, PUT 201, GET 200",
            string.Join(", ", process.Wire.Calls));
    }

    [Fact]
    public async Task What_was_started_and_has_ended_between_two_reports_is_reported()
    {
        var searches = await AcceptAsync(process, Capacity);
        other.Get<LoadMonitor>().Start();
        foreach (var search in searches)
        {
            other.Get<InstanceLoad>().EndRun(other.Get<InstanceLoad>().BeginRun(search), isComplete: true);
        }

        await TickAsync(1, instances: 2);
        await TickAsync(2, instances: 2);
        Assert.False(process.Get<InstanceLoad>().HasWaiting);
    }

    [Fact]
    public async Task A_report_is_withdrawn_once_nothing_has_run_or_waited_for_a_while()
    {
        var search = (await AcceptAsync(process, 1))[0];
        var run = process.Get<InstanceLoad>().BeginRun(search);
        await TickAsync(1);
        Assert.Single(Reports());

        process.Get<InstanceLoad>().EndRun(run, isComplete: true);
        for (var tick = 2; tick <= 5; tick++)
        {
            await TickAsync(tick);
            Assert.Single(Reports());
        }

        time.MoveTo(6 * LoadMonitor.Interval);
        await Eventually.TrueAsync(() => !Reports().Any(), () => "The report was not withdrawn.");

        // And the next search publishes again.
        time.MoveTo(TimeSpan.FromMinutes(5));
        await AcceptAsync(process, 1);
        await time.ArmedAsync(TimeSpan.FromMinutes(5) + LoadMonitor.Interval);
        time.MoveTo(TimeSpan.FromMinutes(5) + LoadMonitor.Interval);
        await Eventually.TrueAsync(() => Reports().Any(), () => "No report was published.");
    }

    [Fact]
    public async Task Where_storage_does_not_tell_the_load_nothing_is_accepted()
    {
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "7");
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReserveAsync(process, NewSearch()));
        Assert.Equal(TimeSpan.FromSeconds(7), refused.RetryAfter);
        Assert.False(process.Get<InstanceLoad>().HasWaiting);

        process.Wire.Mend();
        Assert.Null((await ReserveAsync(process, NewSearch())).RetryAfter);
    }

    [Fact]
    public async Task A_load_that_was_read_is_good_for_three_intervals()
    {
        await AcceptAsync(process, 1);
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy");
        for (var tick = 1; tick <= 3; tick++)
        {
            await TickAsync(tick);
            await AcceptAsync(process, 1);
        }

        await TickAsync(4);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReserveAsync(process, NewSearch()));
        process.Log.AssertSingle("Load reports could not be exchanged");
    }

    [Fact]
    public async Task While_the_circuit_is_open_nothing_is_accepted_and_storage_is_not_called()
    {
        await AcceptAsync(process, 1);
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy");
        for (var i = 0; i < ResultsContainer.MinCalls; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await process.Store.ReadAsync(SearchToken.New(), default));
        }

        process.Wire.Forget();
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => ReserveAsync(process, NewSearch()));
        Assert.Equal(ResultsContainer.BreakDuration, refused.RetryAfter);
        Assert.Empty(process.Wire.Calls);
    }

    [Fact]
    public async Task So_many_searches_are_started_at_once()
    {
        using var large = NewProcess(process.ContainerName, 2 * StartLimiter.MaxConcurrent);
        var starts = new List<StartReservation>();
        while (await ReserveAsync(large, NewSearch()) is { RetryAfter: null } start)
        {
            starts.Add(start);
        }

        Assert.Equal(StartLimiter.MaxConcurrent, starts.Count);
        starts[0].Use();
        using var next = await ReserveAsync(large, NewSearch());
        Assert.Null(next.RetryAfter);
        using var refused = await ReserveAsync(large, NewSearch());
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task Reports_that_are_none_do_no_harm()
    {
        await process.Blobs.UploadBlobAsync("load/stranger", BinaryData.FromString("not a report"));
        Assert.Equal(MaxAccepted, await FillAsync(process));
    }

    private static Task<StartReservation> ReserveAsync(CloudProcess process, AcceptedSearch search) =>
        process.Get<SearchAdmission>().ReserveAsync(search, default).AsTask();

    private CloudProcess NewProcess(string container, int capacity = Capacity) => new()
    {
        Time = time,
        ContainerName = container,
        Settings = { ["AzureFunctionsJobHost:extensions:durableTask:maxConcurrentActivityFunctions"] = $"{capacity}" },
    };

    private AcceptedSearch NewSearch() => SampleSearches.New() with { RequestedAt = time.GetUtcNow() };

    private async Task<AcceptedSearch[]> AcceptAsync(CloudProcess on, int count)
    {
        var searches = Enumerable.Range(0, count).Select(_ => NewSearch()).ToArray();
        foreach (var search in searches)
        {
            using var reservation = await ReserveAsync(on, search);
            Assert.Null(reservation.RetryAfter);
            reservation.Use();
        }

        return searches;
    }

    /// <summary>Accepts searches until one is refused.</summary>
    private async Task<int> FillAsync(CloudProcess on, Action<int, StartReservation>? check = null)
    {
        for (var accepted = 0; ; accepted++)
        {
            Assert.InRange(accepted, 0, 1_000);
            using var reservation = await ReserveAsync(on, NewSearch());
            if (reservation.RetryAfter is not null)
            {
                return accepted;
            }

            check?.Invoke(accepted, reservation);
            reservation.Use();
        }
    }

    private async Task<TimeSpan[]> RefusalsAsync(int count)
    {
        var times = new TimeSpan[count];
        for (var i = 0; i < count; i++)
        {
            times[i] = (await ReserveAsync(process, NewSearch())).RetryAfter!.Value;
        }

        return times;
    }

    /// <summary>Moves the clock to a tick, and waits until so many instances have exchanged their reports.</summary>
    private async Task TickAsync(int tick, int instances = 1)
    {
        var (due, next) = (tick * LoadMonitor.Interval, (tick + 1) * LoadMonitor.Interval);
        await time.ArmedAsync(due, due, instances);
        time.MoveTo(due);
        await time.ArmedAsync(next, next, instances);
    }

    private IEnumerable<string> Reports() =>
        process.Blobs.GetBlobs(BlobTraits.None, BlobStates.None, "load/", default).Select(blob => blob.Name);
}
