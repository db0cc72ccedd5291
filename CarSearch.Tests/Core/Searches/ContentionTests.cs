using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>Writes to a record that is constantly written concurrently, or to a failing store, end after a limit of attempts.</summary>
public sealed class ContentionTests
{
    private const int MaxAttempts = 32;
    private const string Message = "Failed to write the record of a search: its version did not match 32 times.";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_can_not_take_over_gives_up(bool isLastTry)
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        Contend(fixture.Store, from: 0);
        var run = isLastTry ? fixture.Runner.FailAsync(RunnerFixture.Search, fixture.Store, default) : fixture.RunAsync();

        Assert.Equal(Message, (await Assert.ThrowsAsync<StoreUnavailableException>(() => run)).Message);
        Assert.Equal((MaxAttempts, MaxAttempts), (fixture.Store.Count(StoreStep.Read), fixture.Store.Count(StoreStep.Write)));
        Assert.Equal(0, supplier.Asked);
    }

    [Fact]
    public async Task A_run_that_can_not_write_its_end_gives_up()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        Contend(fixture.Store, from: 1);

        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => fixture.RunAsync(ProgressPolicy.Sparing));
        Assert.Equal(Message, exception.Message);
        Assert.Equal(1 + MaxAttempts, fixture.Store.Count(StoreStep.Write));
        Assert.Equal(SearchStatus.Running, fixture.Store.Record!.Status);
    }

    [Fact]
    public async Task A_run_that_can_not_publish_gives_up_and_cancels_its_suppliers()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(a, b);
        Contend(fixture.Store, from: 1);
        var run = fixture.RunAsync();
        var waiting = await b.NextAsync();
        (await a.NextAsync()).Offer();

        Assert.Equal(Message, (await Assert.ThrowsAsync<StoreUnavailableException>(() => run)).Message);
        await waiting.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_write_whose_condition_fails_until_the_last_try_is_done()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        Contend(fixture.Store, from: 0, until: MaxAttempts - 1);

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await fixture.RunAsync());
    }

    /// <summary>Lets somebody else write the record before each write, from one of them on.</summary>
    private static void Contend(MemorySearchStore store, int from, int until = int.MaxValue)
    {
        var writes = 0;
        store.Before = (_, step) =>
        {
            if (step is StoreStep.Write && writes++ >= from && writes <= until)
            {
                store.Put(store.Record ?? SearchRecord.Accepted(RunnerFixture.Search));
            }

            return new(false);
        };
    }
}
