namespace CarSearch.Tests.Local.Load;

/// <summary>Verifies which searches run, wait and are rejected.</summary>
public sealed class SearchQueueTests
{
    [Fact]
    public void As_many_searches_run_as_the_capacity_allows_and_the_rest_wait_in_order()
    {
        var fixture = new SearchQueueFixture(capacity: 3);
        var searches = Enumerable.Range(0, 6).Select(_ => fixture.Accept()).ToArray();

        // Queued searches take some memory as well.
        Assert.Equal(searches[..2], fixture.Start());
        fixture.End(searches[1], SearchQueueFixture.Outcomes(100));
        Assert.Equal([searches[2]], fixture.Start());
    }

    [Fact]
    public void One_search_runs_whatever_its_size()
    {
        var fixture = new SearchQueueFixture(capacity: 0);
        var searches = new[] { SearchQueueFixture.Search(), SearchQueueFixture.Search() };
        Array.ForEach(searches, fixture.Queue.Resume);

        Assert.Equal([searches[0]], fixture.Start());
        fixture.End(searches[0], SearchQueueFixture.Outcomes(100));
        Assert.Equal([searches[1]], fixture.Start());
    }

    [Fact]
    public void Smaller_responses_than_estimated_increase_the_capacity()
    {
        var fixture = new SearchQueueFixture(capacity: 10, maxWaitSeconds: 240);
        for (var i = 0; i < 60; i++)
        {
            fixture.Accept();
            fixture.Start().ForEach(search => fixture.End(search, SearchQueueFixture.Outcomes(5)));
        }

        fixture.Fill();
        Assert.True(fixture.Start().Count > 20);
    }

    [Fact]
    public void Larger_responses_than_estimated_delay_the_next_start()
    {
        var fixture = new SearchQueueFixture(capacity: 10);
        fixture.Accept();
        var search = Assert.Single(fixture.Start());
        fixture.Queue.UpdateReservation(search, SearchQueueFixture.Outcomes(2_000));
        Assert.True(fixture.Budget.FreeBytes < 0);
        fixture.Accept();
        Assert.Empty(fixture.Start());
        fixture.End(search, SearchQueueFixture.Outcomes(10));
        Assert.Single(fixture.Start());
    }

    [Fact]
    public void An_empty_queue_has_no_reserved_memory()
    {
        var fixture = new SearchQueueFixture(capacity: 5);
        fixture.Fill();
        fixture.Drain();
        Assert.Equal(0, fixture.Budget.ReservedBytes);
    }

    [Fact]
    public void A_removed_search_is_not_started_and_frees_its_place()
    {
        var fixture = new SearchQueueFixture(capacity: 2, maxInFlight: 3);
        var searches = new[] { fixture.Accept(), fixture.Accept(), fixture.Accept() };
        Assert.NotNull(fixture.TryReserve());
        fixture.Queue.Remove(searches[1]);
        fixture.Queue.Remove(searches[1]);
        var last = fixture.Accept();

        Assert.Equal([searches[0]], fixture.Start());
        fixture.End(searches[0], SearchQueueFixture.Outcomes(100));
        Assert.Equal([searches[2]], fixture.Start());
        fixture.End(searches[2], SearchQueueFixture.Outcomes(100));
        Assert.Equal([last], fixture.Start());
    }

    [Fact]
    public void A_requeued_search_is_the_next_to_start()
    {
        var fixture = new SearchQueueFixture(capacity: 1);
        var searches = new[] { fixture.Accept(), fixture.Accept() };
        fixture.Start();
        fixture.Queue.Requeue(searches[0]);

        Assert.Equal([searches[0]], fixture.Start());
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(5, 10)]
    [InlineData(10, 20)]
    public void As_many_searches_are_accepted_as_can_start_in_time(int runSeconds, int capacity)
    {
        // No run has ended, so the forecast is the maximum duration.
        var fixture = new SearchQueueFixture(capacity, maxWaitSeconds: 30, runSeconds: runSeconds);
        fixture.Fill();
        var running = fixture.Start().Count;
        var (accepted, _) = fixture.Fill();

        Assert.InRange(running, capacity - 2, capacity);
        Assert.InRange(fixture.Start().Count + accepted, 0, 30 * running / runSeconds);
    }

    [Fact]
    public void Faster_runs_than_forecast_allow_a_longer_queue()
    {
        var fixture = new SearchQueueFixture(capacity: 10, runSeconds: 25);
        var slow = fixture.Fill().Accepted;
        foreach (var _ in Enumerable.Range(0, 20))
        {
            var running = fixture.Start();
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            running.ForEach(search => fixture.End(search, SearchQueueFixture.Outcomes(100)));
        }

        Assert.True(fixture.Fill().Accepted > 5 * slow);
    }

    [Fact]
    public void Slower_runs_than_forecast_shorten_the_queue_before_one_has_ended()
    {
        var fixture = new SearchQueueFixture(capacity: 10, runSeconds: 1);
        fixture.Fill();
        fixture.Start();
        fixture.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, fixture.Fill().Accepted);
    }

    [Fact]
    public void After_an_idle_hour_as_many_searches_are_accepted_as_before()
    {
        var fixture = new SearchQueueFixture(capacity: 10);
        var before = fixture.Fill().Accepted;
        fixture.Drain(TimeSpan.FromSeconds(10));
        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(fixture.Fill().Accepted, before * 0.7, before * 1.5);
    }

    [Fact]
    public void Without_waiting_only_searches_that_can_start_at_once_are_accepted()
    {
        var fixture = new SearchQueueFixture(capacity: 5, maxWaitSeconds: 0);

        Assert.InRange(fixture.Fill().Accepted, 4, 5);
    }

    [Fact]
    public void A_stalled_queue_rejects_searches()
    {
        var fixture = new SearchQueueFixture(capacity: 2, maxWaitSeconds: 30, runSeconds: 10);
        fixture.Accept();
        fixture.Accept();
        fixture.Accept();
        fixture.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.NotNull(fixture.TryReserve());
    }

    [Fact]
    public void Searches_of_an_earlier_process_are_resumed_regardless_of_the_limits()
    {
        var fixture = new SearchQueueFixture(capacity: 3, maxInFlight: 5);
        var searches = Enumerable.Range(0, 20).Select(_ => SearchQueueFixture.Search()).ToList();
        searches.ForEach(fixture.Queue.Resume);

        Assert.NotNull(fixture.TryReserve());
        var started = fixture.Drain();
        Assert.All(started, running => Assert.InRange(running.Count, 1, 3));
        Assert.Equal(searches, started.SelectMany(running => running));
        Assert.Null(fixture.TryReserve());
    }

    [Fact]
    public void Retry_times_are_spread_at_the_rate_at_which_places_become_free()
    {
        // Ten runs of ten seconds free one place per second.
        var fixture = new SearchQueueFixture(capacity: 11, runSeconds: 10, maxWaitSeconds: 5);
        fixture.Fill();
        fixture.Start();
        fixture.Fill();
        var retryTimes = Enumerable.Range(0, 40).Select(_ => fixture.TryReserve()!.Value.TotalSeconds).ToArray();

        Assert.All(retryTimes, seconds => Assert.InRange(seconds, 1, 60));
        Assert.InRange(retryTimes[9], 6, 14);
        Assert.InRange(retryTimes[29], 22, 36);
        Assert.Equal(retryTimes.Length, retryTimes.Distinct().Count());
    }

    [Fact]
    public void The_maximum_retry_time_is_a_minute()
    {
        var fixture = new SearchQueueFixture(capacity: 1, runSeconds: 25, maxWaitSeconds: 0);
        fixture.Fill();
        fixture.Start();
        var retryTimes = Enumerable.Range(0, 500).Select(_ => fixture.TryReserve()!.Value.TotalSeconds).ToArray();

        Assert.All(retryTimes, seconds => Assert.InRange(seconds, 1, 60));
        Assert.InRange(retryTimes[^1], 48, 60);

        // Earlier rejections do not affect the retry time after an idle period.
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(fixture.TryReserve()!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public void The_expected_wait_of_a_search_is_that_of_those_before_it()
    {
        // Two run, as queued searches take memory as well.
        var fixture = new SearchQueueFixture(capacity: 3, maxWaitSeconds: 240, runSeconds: 10);
        var searches = Enumerable.Range(0, 6).Select(_ => fixture.Accept()).ToArray();
        Assert.Equal(2, fixture.Start().Count);

        // Two end every 10 seconds.
        Assert.Equal([0, 0, 5, 10, 15, 20], searches.Select(search => fixture.Queue.GetExpectedWait(search).TotalSeconds));
        fixture.Queue.Remove(searches[2]);
        Assert.Equal([5, 10, 15], searches[3..].Select(search => fixture.Queue.GetExpectedWait(search).TotalSeconds));
    }
}
