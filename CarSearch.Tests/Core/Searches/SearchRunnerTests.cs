using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>How a search is run to its end.</summary>
public sealed class SearchRunnerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task All_suppliers_are_asked_at_once()
    {
        ScriptedSupplier[] suppliers = [new("A"), new("B"), new("C")];
        using var fixture = new RunnerFixture(suppliers);
        var run = fixture.RunAsync();
        var questions = await Task.WhenAll(suppliers.Select(supplier => supplier.NextAsync().AsTask()));
        Assert.All(questions, question => Assert.Same(RunnerFixture.Search.Request, question.Request.Search));
        Assert.False(run.IsCompleted);
    }

    [Fact]
    public async Task A_supplier_learns_the_digest_and_the_time_of_a_search_and_not_its_token()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        _ = fixture.RunAsync();
        var question = await supplier.NextAsync();
        Assert.Equal(RunnerFixture.Search.Token.Digest, question.Request.EchoToken);
        Assert.Equal(RunnerFixture.Search.RequestedAt, question.Request.RequestedAt);
        Assert.DoesNotContain(RunnerFixture.Search.Token.Value, question.Request.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_answer_can_be_seen_as_it_comes()
    {
        ScriptedSupplier a = new("A"), b = new("B"), c = new("C");
        using var fixture = new RunnerFixture(a, b, c);
        var run = fixture.RunAsync();
        (await b.NextAsync()).Offer(TestOffers.Offer("b1"), TestOffers.Offer("b2"));
        var first = await fixture.Store.WrittenAsync(record => record.Answers() == 1);
        (await c.NextAsync()).Offer();
        var second = await fixture.Store.WrittenAsync(record => record.Answers() == 2);
        (await a.NextAsync()).Offer(TestOffers.Offer("a1"));
        var result = await run;

        Assert.Equal(SearchStatus.Running, first.Status);
        Assert.Equal(["Running", "Succeeded", "Running"], first.Statuses());
        Assert.Equal(2, first.Of("B").Offers.Count);
        Assert.Equal(["Running", "Succeeded", "Succeeded"], second.Statuses());
        Assert.Equal(new(SearchStatus.Succeeded, 3, 3), result);
        Assert.Equal(SearchStatus.Succeeded, fixture.Store.Record!.Status);
    }

    [Fact]
    public async Task The_last_answer_is_published_with_the_end_and_not_before()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        await fixture.EndAsync();
        Assert.Equal([SearchStatus.Running, SearchStatus.Succeeded], fixture.Store.Written.Select(record => record.Status));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task A_search_that_waited_while_the_clock_was_set_runs(int minutes)
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        var search = RunnerFixture.Search with { RequestedAt = fixture.Clock.GetUtcNow() };
        fixture.Time.Step(TimeSpan.FromMinutes(minutes));
        var run = fixture.Runner.RunAsync(search, fixture.Store, ProgressPolicy.EveryResponse, default, default);
        (await supplier.NextAsync()).Offer(TestOffers.Offer("1"));
        await run;

        var record = fixture.Store.Record!;
        Assert.Equal(SearchStatus.Succeeded, record.Status);
        Assert.All(fixture.Store.Written, written => Assert.True(written.RequestedAt <= written.UpdatedAt));
        Assert.True(record.UpdatedAt <= record.CompletedAt && record.CompletedAt < record.ExpiresAt);
    }

    [Fact]
    public async Task An_ended_search_says_when_it_ended_and_until_when_it_is_fresh()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(new CarSearchOptions { Freshness = TimeSpan.FromMinutes(7) }, supplier);
        var run = fixture.RunAsync();
        var question = await supplier.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromMilliseconds(3_456.7));
        question.Offer(TestOffers.Offer("1"));
        await run;

        var record = fixture.Store.Record!;
        Assert.Equal(TestSearches.Start + TimeSpan.FromMilliseconds(3_456), record.CompletedAt);
        Assert.Equal(record.CompletedAt, record.UpdatedAt);
        Assert.Equal(record.CompletedAt + TimeSpan.FromMinutes(7), record.ExpiresAt);
        Assert.Equal(3_456, record.Of("A").ElapsedMs);
    }

    [Fact]
    public async Task A_search_without_suppliers_fails()
    {
        using var fixture = new RunnerFixture();
        var record = await fixture.EndAsync();
        Assert.Equal(SearchStatus.Failed, record.Status);
        Assert.Equal("NoSuppliers", record.Error?.Code);
    }

    [Fact]
    public async Task At_the_deadline_a_search_ends_with_the_answers_it_has()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(new CarSearchOptions { SupplierTimeout = TimeSpan.FromMinutes(5) }, a, b);
        var run = fixture.RunAsync();
        var late = await b.NextAsync();
        (await a.NextAsync()).Offer(TestOffers.Offer("1"));
        await fixture.Store.WrittenAsync(record => record.Answers() == 1);
        fixture.Time.MoveTo(Deadline - TimeSpan.FromMilliseconds(1));
        Assert.False(late.Canceled.IsCompleted);
        fixture.Time.MoveTo(Deadline);
        await late.Canceled;
        await run;

        var record = fixture.Store.Record!;
        Assert.Equal(SearchStatus.Succeeded, record.Status);
        Assert.Equal(SupplierStatus.TimedOut, record.Of("B").Status);
        Assert.Equal(new("TimedOut", "No response before the deadline of the search."), record.Of("B").Error);
        Assert.Equal(60_000, record.Of("B").ElapsedMs);
    }

    [Fact]
    public async Task The_deadline_counts_from_the_start_of_the_run_and_not_from_the_request()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(new CarSearchOptions { SupplierTimeout = TimeSpan.FromMinutes(5) }, supplier);
        fixture.Time.MoveTo(TimeSpan.FromMinutes(2));
        var run = fixture.RunAsync();
        await supplier.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromMinutes(3));
        await run;
        Assert.Equal(60_000, fixture.Store.Record!.Of("A").ElapsedMs);
    }

    [Fact]
    public async Task A_run_that_begins_late_ends_five_minutes_after_the_request()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(new CarSearchOptions { SupplierTimeout = TimeSpan.FromMinutes(5) }, supplier);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(280));
        var run = fixture.RunAsync();
        await supplier.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromMinutes(5));
        await run;
        var record = fixture.Store.Record!;
        Assert.Equal(20_000, record.Of("A").ElapsedMs);
        Assert.Equal("AllSuppliersFailed", record.Error?.Code);
    }

    [Fact]
    public async Task Five_minutes_after_its_request_a_search_ends_with_the_answer_of_an_earlier_run()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(a, b);
        await fixture.CancelAfterResponseAsync(a);
        fixture.Time.MoveTo(TimeSpan.FromMinutes(5));

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await fixture.RunAsync());
        Assert.Equal(["Succeeded", "TimedOut"], fixture.Store.Record!.Statuses());
    }

    [Fact]
    public async Task Five_minutes_after_its_request_a_search_fails_for_good_without_asking()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        fixture.Time.MoveTo(TimeSpan.FromMinutes(5));
        var record = await fixture.EndAsync();
        Assert.Equal(SearchStatus.Failed, record.Status);
        Assert.Equal(new("AttemptsExhausted", "The search did not complete within five minutes."), record.Error);
        Assert.Equal((SupplierStatus.TimedOut, null), (record.Of("A").Status, record.Of("A").ElapsedMs));
        Assert.Equal(0, supplier.Asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_run_that_begins_at_the_last_moment_ends(int step)
    {
        for (var before = 1; before <= 12 * step; before++)
        {
            var supplier = new ScriptedSupplier("A");
            using var fixture = new RunnerFixture(supplier);
            fixture.Time.MoveTo(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(before));
            fixture.Time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(step);
            var run = fixture.RunAsync();
            while (!run.IsCompleted && supplier.Asked == 0)
            {
                await Task.Yield();
            }

            fixture.Time.Advance(TimeSpan.FromMinutes(10));
            await run.WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(SearchStatus.Failed, fixture.Store.Record!.Status);
        }
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_the_record_and_cancels_its_suppliers()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        using var stop = new CancellationTokenSource();
        var run = fixture.RunAsync(stop: stop.Token);
        var question = await supplier.NextAsync();
        await stop.CancelAsync();
        await question.Canceled;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(SearchStatus.Running, fixture.Store.Record!.Status);
        Assert.Single(fixture.Store.Written);
    }

    [Fact]
    public async Task A_store_that_keeps_a_run_waiting_takes_nothing_of_the_suppliers_time()
    {
        var supplier = new PromptSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        fixture.Store.Before = (step, _) =>
        {
            if (step == 0)
            {
                fixture.Time.MoveTo(TimeSpan.FromSeconds(100));
            }

            return new(false);
        };
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await supplier.Asked;
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(102));
        fixture.Time.MoveTo(TimeSpan.FromSeconds(124));
        await supplier.AnswerAsync(TestOffers.Offer("1"));

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await run.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(24_000, fixture.Store.Record!.Suppliers[0].ElapsedMs);
    }
}
