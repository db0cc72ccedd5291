using System.Collections.Immutable;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>Who wins, rule by rule.</summary>
public sealed class RecordRulesTests
{
    private static readonly DateTimeOffset Now = TestSearches.Start.AddSeconds(9);
    private static readonly ImmutableArray<SupplierOutcome> Both =
    [
        new() { Name = "A", Rating = 8, Status = SupplierStatus.Running },
        new() { Name = "B", Rating = 9, Status = SupplierStatus.Running },
    ];

    public static TheoryData<SearchStatus> Final =>
        [SearchStatus.Succeeded, SearchStatus.Failed, SearchStatus.Canceled, SearchStatus.Deleted];

    [Fact]
    public void The_first_run_asks_every_supplier()
    {
        var record = RecordRules.TakeOver(RunnerFixture.Search, null, Both, Now)!;
        Assert.Equal((SearchStatus.Running, 1, Now), (record.Status, record.Attempt, record.UpdatedAt));
        Assert.Equal(["Running", "Running"], record.Statuses());
        Assert.Equal([8, 9], record.Suppliers.Select(supplier => supplier.Rating));
        Assert.Same(RunnerFixture.Search.Request, record.Request);
    }

    [Theory]
    [InlineData(SupplierStatus.Running)]
    [InlineData(SupplierStatus.TimedOut)]
    [InlineData(SupplierStatus.Failed)]
    public void A_later_run_asks_again_who_has_not_answered(SupplierStatus status)
    {
        var found = Running(3, Outcome("A", SupplierStatus.Succeeded, "1"), Outcome("B", status));
        var record = RecordRules.TakeOver(RunnerFixture.Search, found, Both, Now)!;
        Assert.Equal(4, record.Attempt);
        Assert.Equal(["Succeeded", "Running"], record.Statuses());
        Assert.Same(found.Suppliers[0], record.Suppliers[0]);
        Assert.Null(record.Of("B").Error);
    }

    [Fact]
    public void Answers_of_suppliers_that_are_asked_no_more_are_kept()
    {
        var found = Running(1,
            Outcome("Gone", SupplierStatus.Succeeded, "1"),
            Outcome("A", SupplierStatus.Succeeded, "2"),
            Outcome("Left", SupplierStatus.Failed));
        var record = RecordRules.TakeOver(RunnerFixture.Search, found, Both, Now)!;
        Assert.Equal(["A", "B", "Gone"], record.Suppliers.Select(supplier => supplier.Name));
        Assert.Same(found.Suppliers[0], record.Suppliers[2]);
    }

    [Fact]
    public void Nobody_writes_again_what_has_vanished() => Assert.Null(RecordRules.Rebase(Running(1), null));

    [Theory]
    [MemberData(nameof(Final))]
    public void Nobody_writes_over_what_is_final(SearchStatus status) =>
        Assert.Null(RecordRules.Rebase(Running(9), Running(1) with { Status = status }));

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, true)]
    [InlineData(1, 2, false)]
    public void An_older_run_gives_way_to_a_newer_one(int mine, int found, bool writes) =>
        Assert.Equal(writes, RecordRules.Rebase(Running(mine), Running(found)) is not null);

    [Fact]
    public void A_run_takes_in_the_answers_that_only_the_other_has()
    {
        var mine = Running(2,
            Outcome("A", SupplierStatus.Succeeded, "mine"),
            Outcome("B", SupplierStatus.Failed),
            Outcome("C", SupplierStatus.Running));
        var found = Running(1,
            Outcome("A", SupplierStatus.Succeeded, "theirs"),
            Outcome("B", SupplierStatus.Succeeded, "b"),
            Outcome("C", SupplierStatus.Failed));
        var merged = RecordRules.Rebase(mine, found)!;
        Assert.Same(mine.Suppliers[0], merged.Suppliers[0]);
        Assert.Same(found.Suppliers[1], merged.Suppliers[1]);
        Assert.Same(mine.Suppliers[2], merged.Suppliers[2]);
    }

    [Theory]
    [InlineData("AllSuppliersFailed")]
    [InlineData("AttemptsExhausted")]
    public void A_failure_becomes_a_success_with_the_answer_of_another_run(string code)
    {
        var mine = Running(2, Outcome("A", SupplierStatus.Failed))
            .End(SearchStatus.Failed, Now, TimeSpan.FromMinutes(30), new(code, "None."));
        var merged = RecordRules.Rebase(mine, Running(1, Outcome("A", SupplierStatus.Succeeded, "1")))!;
        Assert.Equal((SearchStatus.Succeeded, (SearchError?)null), (merged.Status, merged.Error));
    }

    [Fact]
    public void The_end_gives_up_who_still_runs_and_nobody_else()
    {
        var running = Running(1,
            Outcome("A", SupplierStatus.Succeeded, "1"),
            Outcome("B", SupplierStatus.Failed),
            Outcome("C", SupplierStatus.Running));
        var ended = running.End(SearchStatus.Succeeded, Now, TimeSpan.FromMinutes(30));
        Assert.Equal(["Succeeded", "Failed", "TimedOut"], ended.Statuses());
        Assert.Equal(new("TimedOut", "No response before the end of the search."), ended.Of("C").Error);
    }

    [Fact]
    public void A_tombstone_keeps_nothing_of_its_caller()
    {
        var tombstone = SearchRecord.Tombstone(RunnerFixture.Search.Token, TestSearches.Start, Now);
        Assert.Null(tombstone.Request);
        Assert.Empty(tombstone.Suppliers);
        Assert.True(tombstone.IsFinal);
        Assert.False(tombstone.IsEnded);
    }

    private static SearchRecord Running(int attempt, params SupplierOutcome[] suppliers) =>
        SearchRecord.Accepted(RunnerFixture.Search) with { Status = SearchStatus.Running, Attempt = attempt, Suppliers = [.. suppliers] };

    private static SupplierOutcome Outcome(string name, SupplierStatus status, params string[] references) => new()
    {
        Name = name,
        Rating = 8,
        Status = status,
        Error = status is SupplierStatus.Failed or SupplierStatus.TimedOut ? new("Failed", "It failed.") : null,
        Offers = references.Length == 0
            ? OfferBlock.Empty
            : SampleRecords.Block(name, [.. references.Select(reference => TestOffers.Offer(reference))]),
    };
}
