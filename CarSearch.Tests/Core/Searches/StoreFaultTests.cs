using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>What a run does when its store is down, when somebody else writes, and when an acknowledgement is lost.</summary>
public sealed class StoreFaultTests
{
    // The steps of a run of two suppliers that publishes every answer: read, take over, publish the first answer, end.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task When_the_store_is_down_the_run_fails_and_the_next_one_ends_the_search(int step)
    {
        using var fixture = new RunnerFixture(
            new ScriptedSupplier("A").Answers(TestOffers.Offer("a")), new ScriptedSupplier("B").Answers(TestOffers.Offer("b")));
        fixture.Store.FailsAt(step);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.RunAsync());
        Assert.Equal(new(SearchStatus.Succeeded, 2, 2), await fixture.RunAsync());
        Assert.Equal(["Succeeded", "Succeeded"], fixture.Store.Record!.Statuses());
    }

    [Fact]
    public async Task When_the_store_is_down_the_suppliers_still_being_asked_are_canceled()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(a, b);
        fixture.Store.FailsAt(2);
        var run = fixture.RunAsync();
        var waiting = await b.NextAsync();
        (await a.NextAsync()).Offer();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => run);
        await waiting.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_second_run_keeps_the_published_answers_and_asks_only_who_is_missing()
    {
        ScriptedSupplier a = new("A"), b = new("B"), c = new("C");
        using var fixture = new RunnerFixture(a, b, c);
        fixture.Store.FailsAt(3);
        var first = fixture.RunAsync();
        (await a.NextAsync()).Offer(TestOffers.Offer("a1"), TestOffers.Offer("a2"));
        await fixture.Store.WrittenAsync(record => record.Answers() == 1);
        (await b.NextAsync()).Offer(TestOffers.Offer("lost"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);
        await c.NextAsync();

        var second = fixture.RunAsync();
        (await b.NextAsync()).Offer(TestOffers.Offer("b"));
        (await c.NextAsync()).Fail(new InvalidOperationException());
        Assert.Equal(new(SearchStatus.Succeeded, 2, 3), await second);
        Assert.Equal((1, 2, 2), (a.Asked, b.Asked, c.Asked));
        Assert.Equal(2, fixture.Store.Record!.Attempt);
    }

    [Fact]
    public async Task A_supplier_that_failed_in_one_run_is_asked_again_in_the_next()
    {
        ScriptedSupplier a = new("A"), b = new("B"), c = new("C");
        using var fixture = new RunnerFixture(a, b, c);
        fixture.Store.FailsAt(4);
        var first = fixture.RunAsync();
        (await a.NextAsync()).Fail(new InvalidOperationException());
        await fixture.Store.WrittenAsync(record => record.Of("A").Status is SupplierStatus.Failed);
        (await b.NextAsync()).Offer();
        await fixture.Store.WrittenAsync(record => record.Answers() == 1);
        (await c.NextAsync()).Offer();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first);

        var second = fixture.RunAsync();
        (await a.NextAsync()).Offer();
        (await c.NextAsync()).Offer();
        await second;
        Assert.Equal(["Succeeded", "Succeeded", "Succeeded"], fixture.Store.Record!.Statuses());
        Assert.Equal((2, 1, 2), (a.Asked, b.Asked, c.Asked));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_lost_acknowledgement_ends_well(int step)
    {
        using var fixture = new RunnerFixture(
            new ScriptedSupplier("A").Answers(TestOffers.Offer("a")), new ScriptedSupplier("B").Answers(TestOffers.Offer("b")));
        fixture.Store.LosesAcknowledgementAt(step);
        Assert.Equal(new(SearchStatus.Succeeded, 2, 2), await fixture.RunAsync());
        Assert.Equal(SearchStatus.Succeeded, fixture.Store.Record!.Status);
        Assert.Single(fixture.Store.Written, record => record.IsFinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_does_not_bring_a_deleted_search_back(bool isLast)
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = isLast ? new RunnerFixture(a) : new RunnerFixture(a, b);
        var run = fixture.RunAsync();
        var question = await a.NextAsync();
        fixture.Store.Put(SearchRecord.Tombstone(RunnerFixture.Search.Token, TestSearches.Start, TestSearches.Start));
        question.Offer(TestOffers.Offer("1"));
        Assert.Equal(SearchStatus.Deleted, (await run.WaitAsync(TimeSpan.FromSeconds(30))).Status);
        Assert.Equal(SearchStatus.Deleted, fixture.Store.Record!.Status);
        Assert.Empty(fixture.Store.Record.Suppliers);
    }

    [Fact]
    public async Task A_record_that_has_vanished_is_not_made_again()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var run = fixture.RunAsync();
        var question = await supplier.NextAsync();
        fixture.Store.Put(null);
        question.Offer(TestOffers.Offer("1"));
        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(fixture.Store.Record);
    }

    [Fact]
    public async Task Of_two_runs_the_newer_one_wins_and_the_older_one_stops()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var first = fixture.RunAsync();
        var asked = await supplier.NextAsync();
        var second = fixture.RunAsync();
        var askedAgain = await supplier.NextAsync();
        asked.Offer(TestOffers.Offer("old"));
        Assert.Equal(SearchStatus.Running, (await first.WaitAsync(TimeSpan.FromSeconds(30))).Status);
        Assert.Equal(SearchStatus.Running, fixture.Store.Record!.Status);
        askedAgain.Offer(TestOffers.Offer("new"), TestOffers.Offer("newer"));
        Assert.Equal(new(SearchStatus.Succeeded, 1, 2), await second);
        Assert.Equal(2, fixture.Store.Record.Attempt);
    }

    [Fact]
    public async Task A_run_that_meets_another_while_it_takes_over_becomes_the_newer_one()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        fixture.Store.Before = (number, _) =>
        {
            if (number == 1)
            {
                fixture.Store.Put(SearchRecord.Accepted(RunnerFixture.Search) with { Status = SearchStatus.Running, Attempt = 7 });
            }

            return new(false);
        };
        await fixture.EndAsync();
        Assert.Equal(8, fixture.Store.Record!.Attempt);
    }
}
