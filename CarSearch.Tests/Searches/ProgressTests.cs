using CarSearch.Searches;
using CarSearch.Tests.Hosting;

namespace CarSearch.Tests.Searches;

/// <summary>A run whose every write is paid for: when it publishes, when it looks, and how often in all.</summary>
public sealed class ProgressTests
{
    private static readonly CarSearchOptions Patient = new() { SupplierTimeout = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Progress_is_published_2_5_10_and_20_seconds_in()
    {
        PromptSupplier[] suppliers = [.. Enumerable.Range(0, 7).Select(i => new PromptSupplier($"S{i}"))];
        using var fixture = new RunnerFixture(Patient, suppliers);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        var asked = 0;
        foreach (var (second, next) in new[] { (2, 5), (5, 10), (10, 15) })
        {
            await AnswerAsync(second - 1);
            await TickAsync(second, next);
        }

        await TickAsync(15, 20);
        await AnswerAsync(19);
        await TickAsync(20, 25);
        await AnswerAsync(24);
        await TickAsync(25, 30);

        Assert.Equal([0, 2, 5, 10, 20], fixture.Store.Written.Select(record => (int)(record.UpdatedAt - ObservedTime.Began).TotalSeconds));
        Assert.Equal([0, 1, 2, 3, 4], fixture.Store.Written.Select(record => record.Answers()));
        Assert.False(run.IsCompleted);

        async Task AnswerAsync(int second)
        {
            fixture.Time.MoveTo(TimeSpan.FromSeconds(second));
            await suppliers[asked++].AnswerAsync();
        }

        async Task TickAsync(int second, int next)
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(second));
            fixture.Time.MoveTo(TimeSpan.FromSeconds(second));
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(next));
        }
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 2)]
    public async Task While_the_store_is_down_progress_waits_and_the_run_goes_on(int step, int second)
    {
        PromptSupplier first = new("A"), last = new("B");
        using var fixture = new RunnerFixture(Patient, first, last);
        fixture.Store.FailsAt(step);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(1));
        await first.AnswerAsync();
        foreach (var (tick, next) in new[] { (2, 5), (5, 10), (10, 15) })
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(tick));
            fixture.Time.MoveTo(TimeSpan.FromSeconds(tick));
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(next));
        }

        // What fails is the write at 2 s, which the tick at 5 s makes up for, or the look at 5 s.
        var told = fixture.Store.Written.First(record => record.Answers() == 1);
        Assert.Equal(second, (int)(told.UpdatedAt - ObservedTime.Began).TotalSeconds);
        await last.AnswerAsync();
        Assert.Equal(SearchStatus.Succeeded, (await run.WaitAsync(TimeSpan.FromSeconds(30))).Status);
        Assert.Equal((2, 1), (fixture.Store.Record!.Answers(), fixture.Store.Record!.Attempt));
    }

    [Fact]
    public async Task Without_news_nothing_is_published_and_the_record_is_looked_at_every_5_seconds()
    {
        var supplier = new PromptSupplier("A");
        using var fixture = new RunnerFixture(Patient, supplier);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await supplier.Asked;
        foreach (var second in new[] { 2, 5, 10, 15, 20, 25, 30 })
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(second));
            fixture.Time.MoveTo(TimeSpan.FromSeconds(second));
        }

        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(35));
        Assert.Single(fixture.Store.Written);
        Assert.Equal(1 + 6, fixture.Store.Count(StoreStep.Read));
        Assert.False(run.IsCompleted);
    }

    [Fact]
    public async Task A_search_of_60_seconds_costs_at_most_20_transactions()
    {
        PromptSupplier[] suppliers = [.. Enumerable.Range(0, 8).Select(i => new PromptSupplier($"S{i}"))];
        using var fixture = new RunnerFixture(Patient, suppliers);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        var asked = 0;
        foreach (var second in new[] { 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55 })
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(second));
            if (asked < 7)
            {
                await suppliers[asked++].AnswerAsync(TestOffers.Offer("1"));
            }

            fixture.Time.MoveTo(TimeSpan.FromSeconds(second));
        }

        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(60));
        fixture.Time.MoveTo(TimeSpan.FromSeconds(60));
        await run.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(SearchStatus.Succeeded, fixture.Store.Record!.Status);
        Assert.InRange(fixture.Store.Count(StoreStep.Write), 3, 6);
        Assert.InRange(fixture.Store.Log.Count, 12, 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tombstone_is_seen_within_5_seconds_and_the_suppliers_are_canceled(bool hasNews)
    {
        PromptSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(Patient, a, b);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await a.Asked;
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(2));
        fixture.Time.MoveTo(TimeSpan.FromSeconds(2));
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(5));
        fixture.Store.Put(SearchRecord.Tombstone(RunnerFixture.Search.Token, ObservedTime.Began, ObservedTime.Began));
        if (hasNews)
        {
            await b.AnswerAsync(TestOffers.Offer("1"));
        }

        Assert.False(a.Canceled.IsCompleted);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(5));
        await a.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SearchStatus.Deleted, (await run).Status);
        Assert.Equal(SearchStatus.Deleted, fixture.Store.Record!.Status);
        Assert.Single(fixture.Store.Written);
    }

    [Fact]
    public async Task A_run_that_has_been_taken_over_stops_and_leaves_the_newer_record()
    {
        var supplier = new PromptSupplier("A");
        using var fixture = new RunnerFixture(Patient, supplier);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await supplier.Asked;
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(2));
        fixture.Store.Put(fixture.Store.Record! with { Attempt = 2 });
        fixture.Time.MoveTo(TimeSpan.FromSeconds(5));
        await supplier.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
        await run;
        Assert.Equal(2, fixture.Store.Record!.Attempt);
        Assert.Equal(SearchStatus.Running, fixture.Store.Record.Status);
    }
}
