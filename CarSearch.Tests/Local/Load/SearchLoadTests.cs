using CarSearch.Tests.Deployment.Live;

namespace CarSearch.Tests.Local.Load;

/// <summary>Who runs, who waits and who is refused.</summary>
public sealed class SearchLoadTests
{
    [Fact]
    public void As_many_run_as_fit_and_the_rest_wait_in_order()
    {
        var fixture = new LoadFixture(roomFor: 3);
        var searches = Enumerable.Range(0, 6).Select(_ => fixture.Accept()).ToArray();

        // What waits takes a little as well.
        Assert.Equal(searches[..2], fixture.Start());
        fixture.End(searches[1], LoadFixture.Answers(100));
        Assert.Equal([searches[2]], fixture.Start());
    }

    [Fact]
    public void One_search_runs_however_large_it_is()
    {
        var fixture = new LoadFixture(roomFor: 0);
        var searches = new[] { LoadFixture.Search(), LoadFixture.Search() };
        Array.ForEach(searches, fixture.Load.TakeUp);

        Assert.Equal([searches[0]], fixture.Start());
        fixture.End(searches[0], LoadFixture.Answers(100));
        Assert.Equal([searches[1]], fixture.Start());
    }

    [Fact]
    public void Searches_that_turn_out_smaller_make_room_for_more()
    {
        var fixture = new LoadFixture(roomFor: 10, maxWaitSeconds: 240);
        for (var i = 0; i < 60; i++)
        {
            fixture.Accept();
            fixture.Start().ForEach(search => fixture.End(search, LoadFixture.Answers(5)));
        }

        fixture.Fill();
        Assert.True(fixture.Start().Count > 20);
    }

    [Fact]
    public void Answers_larger_than_expected_stop_the_next_start()
    {
        var fixture = new LoadFixture(roomFor: 10);
        fixture.Accept();
        var search = Assert.Single(fixture.Start());
        fixture.Load.Count(search, LoadFixture.Answers(2_000));
        Assert.True(fixture.Budget.FreeBytes < 0);
        fixture.Accept();
        Assert.Empty(fixture.Start());
        fixture.End(search, LoadFixture.Answers(10));
        Assert.Single(fixture.Start());
    }

    [Fact]
    public void A_host_that_is_empty_again_has_nothing_reserved()
    {
        var fixture = new LoadFixture(roomFor: 5);
        fixture.Fill();
        for (var running = fixture.Start(); running.Count > 0; running = fixture.Start())
        {
            running.ForEach(search => fixture.End(search, LoadFixture.Answers(10)));
        }

        Assert.Equal(0, fixture.Budget.ReservedBytes);
    }

    [Fact]
    public void A_search_that_is_deleted_while_it_waits_is_not_run_and_makes_room_for_another()
    {
        var fixture = new LoadFixture(roomFor: 2, maxInFlight: 3);
        var searches = new[] { fixture.Accept(), fixture.Accept(), fixture.Accept() };
        Assert.NotNull(fixture.TryReserve());
        fixture.Load.Withdraw(searches[1]);
        fixture.Load.Withdraw(searches[1]);
        var last = fixture.Accept();

        Assert.Equal([searches[0]], fixture.Start());
        fixture.End(searches[0], LoadFixture.Answers(100));
        Assert.Equal([searches[2]], fixture.Start());
        fixture.End(searches[2], LoadFixture.Answers(100));
        Assert.Equal([last], fixture.Start());
    }

    [Fact]
    public void A_search_whose_run_could_not_go_on_is_the_next_to_run()
    {
        var fixture = new LoadFixture(roomFor: 1);
        var searches = new[] { fixture.Accept(), fixture.Accept() };
        fixture.Start();
        fixture.Load.PutBack(searches[0]);

        Assert.Equal([searches[0]], fixture.Start());
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(5, 10)]
    [InlineData(10, 20)]
    public void As_many_are_accepted_as_can_start_in_time(int runSeconds, int roomFor)
    {
        // Nothing has ended yet, so that a run is taken to take what it may at most.
        var fixture = new LoadFixture(roomFor, maxWaitSeconds: 30, runSeconds: runSeconds);
        fixture.Fill();
        var running = fixture.Start().Count;
        var (accepted, _) = fixture.Fill();

        Assert.InRange(running, roomFor - 2, roomFor);
        Assert.InRange(fixture.Start().Count + accepted, 0, 30 * running / runSeconds);
    }

    [Fact]
    public void Runs_that_turn_out_quicker_let_more_wait()
    {
        var fixture = new LoadFixture(roomFor: 10, runSeconds: 25);
        var slow = fixture.Fill().Accepted;
        foreach (var _ in Enumerable.Range(0, 20))
        {
            var running = fixture.Start();
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            running.ForEach(search => fixture.End(search, LoadFixture.Answers(100)));
        }

        Assert.True(fixture.Fill().Accepted > 5 * slow);
    }

    [Fact]
    public void Runs_that_become_slower_let_fewer_wait_before_one_has_ended()
    {
        var fixture = new LoadFixture(roomFor: 10, runSeconds: 1);
        fixture.Fill();
        fixture.Start();
        fixture.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, fixture.Fill().Accepted);
    }

    [Fact]
    public void After_a_quiet_hour_as_many_are_accepted_as_before()
    {
        var fixture = new LoadFixture(roomFor: 10);
        var before = fixture.Fill().Accepted;
        for (var running = fixture.Start(); running.Count > 0; running = fixture.Start())
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(10));
            running.ForEach(search => fixture.End(search, LoadFixture.Answers(100)));
        }

        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(fixture.Fill().Accepted, before * 0.7, before * 1.5);
    }

    [Fact]
    public void Who_may_not_wait_is_refused_unless_it_can_start_at_once()
    {
        var fixture = new LoadFixture(roomFor: 5, maxWaitSeconds: 0);

        Assert.InRange(fixture.Fill().Accepted, 4, 5);
    }

    [Fact]
    public void A_line_that_does_not_move_takes_nobody()
    {
        var fixture = new LoadFixture(roomFor: 2, maxWaitSeconds: 30, runSeconds: 10);
        fixture.Accept();
        fixture.Accept();
        fixture.Accept();
        fixture.Time.Advance(TimeSpan.FromSeconds(31));

        Assert.NotNull(fixture.TryReserve());
    }

    [Fact]
    public void Searches_of_an_earlier_process_are_taken_up_however_many_there_are()
    {
        var fixture = new LoadFixture(roomFor: 3, maxInFlight: 5);
        var searches = Enumerable.Range(0, 20).Select(_ => LoadFixture.Search()).ToList();
        searches.ForEach(fixture.Load.TakeUp);

        Assert.NotNull(fixture.TryReserve());
        var order = new List<CarSearch.Local.LiveSearch>();
        for (var running = fixture.Start(); running.Count > 0; running = fixture.Start())
        {
            Assert.InRange(running.Count, 1, 3);
            order.AddRange(running);
            running.ForEach(search => fixture.End(search, LoadFixture.Answers(100)));
        }

        Assert.Equal(searches, order);
        Assert.Null(fixture.TryReserve());
    }

    [Fact]
    public void Refused_callers_are_told_to_come_back_as_fast_as_places_become_free()
    {
        // Ten runs of ten seconds: a place a second.
        var fixture = new LoadFixture(roomFor: 11, runSeconds: 10, maxWaitSeconds: 5);
        fixture.Fill();
        fixture.Start();
        fixture.Fill();
        var told = Enumerable.Range(0, 40).Select(_ => fixture.TryReserve()!.Value.TotalSeconds).ToArray();

        Assert.All(told, seconds => Assert.InRange(seconds, 1, 60));
        Assert.InRange(told[9], 6, 14);
        Assert.InRange(told[29], 22, 36);
        Assert.Equal(told.Length, told.Distinct().Count());
    }

    [Fact]
    public void Nobody_is_told_to_come_back_later_than_in_a_minute()
    {
        var fixture = new LoadFixture(roomFor: 1, runSeconds: 25, maxWaitSeconds: 0);
        fixture.Fill();
        fixture.Start();
        var told = Enumerable.Range(0, 500).Select(_ => fixture.TryReserve()!.Value.TotalSeconds).ToArray();

        Assert.All(told, seconds => Assert.InRange(seconds, 1, 60));
        Assert.InRange(told[^1], 48, 60);

        // And who comes once it is quiet again is not told of those who came before.
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(fixture.TryReserve()!.Value.TotalSeconds, 1, 60);
    }
}
