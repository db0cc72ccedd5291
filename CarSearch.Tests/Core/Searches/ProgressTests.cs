using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>A run whose every write is paid for: when it publishes, and how many transactions it makes.</summary>
public sealed class ProgressTests
{
    private static readonly int[] Ticks = [2, 5, 10, 20, 60];

    /// <summary>The deadline of a minute comes first.</summary>
    private static readonly CarSearchOptions Patient = new() { SupplierTimeout = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task Progress_is_published_2_5_10_and_20_seconds_in()
    {
        PromptSupplier[] suppliers = [.. Enumerable.Range(0, 7).Select(i => new PromptSupplier($"S{i}"))];
        using var fixture = new RunnerFixture(Patient, suppliers);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        var asked = 0;
        foreach (var (second, next) in new[] { (2, 5), (5, 10), (10, 20), (20, 60) })
        {
            await AnswerAsync(second - 1);
            await TickAsync(second, next);
        }

        await AnswerAsync(24);

        Assert.Equal([0, 2, 5, 10, 20], fixture.Store.Written.Select(record => (int)(record.UpdatedAt - TestSearches.Start).TotalSeconds));
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

    [Fact]
    public async Task While_the_store_is_down_progress_waits_and_the_run_continues()
    {
        PromptSupplier first = new("A"), last = new("B");
        using var fixture = new RunnerFixture(Patient, first, last);
        fixture.Store.FailsAt(2);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(1));
        await first.AnswerAsync();
        foreach (var (tick, next) in new[] { (2, 5), (5, 10), (10, 20) })
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(tick));
            fixture.Time.MoveTo(TimeSpan.FromSeconds(tick));
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(next));
        }

        // The write at 2 s fails; the tick at 5 s makes up for it.
        var told = fixture.Store.Written.First(record => record.Answers() == 1);
        Assert.Equal(5, (int)(told.UpdatedAt - TestSearches.Start).TotalSeconds);
        await last.AnswerAsync();
        Assert.Equal(SearchStatus.Succeeded, (await run.WaitAsync(TimeSpan.FromSeconds(30))).Status);
        Assert.Equal((2, 1), (fixture.Store.Record!.Answers(), fixture.Store.Record!.Attempt));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public async Task A_search_without_answers_costs_three_transactions_whatever_its_suppliers_take(int seconds)
    {
        var supplier = new PromptSupplier("A");
        using var fixture = new RunnerFixture(Patient, supplier);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await supplier.Asked;
        foreach (var second in Ticks.Where(second => second <= seconds))
        {
            await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(second));
            fixture.Time.MoveTo(TimeSpan.FromSeconds(second));
        }

        if (seconds < 60)
        {
            await supplier.AnswerAsync(TestOffers.Offer("1"));
        }

        await run.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, fixture.Store.Count(StoreStep.Read));
        Assert.Equal(2, fixture.Store.Count(StoreStep.Write));
    }

    [Fact]
    public async Task A_tombstone_stops_a_run_at_its_next_write()
    {
        PromptSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(Patient, a, b);
        var run = fixture.RunAsync(ProgressPolicy.Sparing);
        await a.Asked;
        await fixture.Time.ArmedAsync(TimeSpan.FromSeconds(2));
        fixture.Store.Put(SearchRecord.Tombstone(RunnerFixture.Search.Token, TestSearches.Start, TestSearches.Start));
        await b.AnswerAsync(TestOffers.Offer("1"));

        Assert.False(a.Canceled.IsCompleted);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(2));
        await a.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SearchStatus.Deleted, (await run).Status);
        Assert.Equal(SearchStatus.Deleted, fixture.Store.Record!.Status);
        Assert.Single(fixture.Store.Written);
    }
}
