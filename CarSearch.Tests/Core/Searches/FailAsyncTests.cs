using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>A search that is given up, and searches that are over already.</summary>
public sealed class FailAsyncTests
{
    [Fact]
    public async Task A_search_with_an_answer_succeeds_when_its_attempts_are_spent()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(a, b);
        await fixture.CancelAfterResponseAsync(a);

        var result = await fixture.Runner.FailAsync(RunnerFixture.Search, fixture.Store, default);

        var record = fixture.Store.Record!;
        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), result);
        Assert.Null(record.Error);
        Assert.Equal(["Succeeded", "TimedOut"], record.Statuses());
        Assert.Equal(2, record.Attempt);
    }

    [Fact]
    public async Task A_search_without_an_answer_fails_when_its_attempts_are_spent()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A"));
        await fixture.Runner.FailAsync(RunnerFixture.Search, fixture.Store, default);
        Assert.Equal((SearchStatus.Failed, "AttemptsExhausted"), (fixture.Store.Record?.Status, fixture.Store.Record?.Error?.Code));
    }

    [Theory]
    [InlineData(SearchStatus.Succeeded)]
    [InlineData(SearchStatus.Failed)]
    [InlineData(SearchStatus.Canceled)]
    [InlineData(SearchStatus.Deleted)]
    public async Task What_is_final_is_neither_run_nor_failed(SearchStatus status)
    {
        var supplier = new ScriptedSupplier("A").Answers();
        using var fixture = new RunnerFixture(supplier);
        var final = status is SearchStatus.Deleted
            ? SearchRecord.Tombstone(RunnerFixture.Search.Token, TestSearches.Start, TestSearches.Start)
            : SearchRecord.Accepted(RunnerFixture.Search).End(status, TestSearches.Start, TimeSpan.FromMinutes(30));
        fixture.Store.Put(final);

        Assert.Equal(new(status, 0, 0), await fixture.RunAsync());
        Assert.Equal(new(status, 0, 0), await fixture.Runner.FailAsync(RunnerFixture.Search, fixture.Store, default));
        Assert.Empty(fixture.Store.Written);
        Assert.Equal(0, supplier.Asked);
    }
}
