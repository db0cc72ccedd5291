using CarSearch.Functions.Searches;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>One search that two processes run at once, as delivery at least once allows, and its deletion in the middle.</summary>
public sealed class OverlappingRunTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ObservableTimeProvider time = new();
    private readonly string container = Azurite.NewName();
    private readonly List<CloudProcess> processes = [];
    private readonly AcceptedSearch search = SampleSearches.New();

    public void Dispose() => processes.ForEach(process => process.Dispose());

    [Fact]
    public async Task Two_runs_at_once_end_with_one_record_that_stays()
    {
        CloudProcess one = Answering(), two = Answering(), watcher = Process();
        for (var round = 0; round < 10; round++)
        {
            var again = SampleSearches.New();
            var runs = new[] { Task.Run(() => one.RunAsync(again)), Task.Run(() => two.RunAsync(again)) };
            await Task.WhenAny(runs.Select(run => FinalAsync(run)));
            var first = (await watcher.Store.ReadAsync(again.Token, default))!;
            var results = await Task.WhenAll(runs).WaitAsync(Soon);

            var last = (await watcher.Store.ReadAsync(again.Token, default))!;
            Assert.Equal((SearchStatus.Succeeded, first.Version), (last.Record.Status, last.Version));
            Assert.Equal(["Succeeded", "Succeeded"], last.Record.Statuses());
            Assert.Equal(3, last.Record.Suppliers.Sum(supplier => supplier.Offers.Count));
            Assert.Contains(new RunResult(SearchStatus.Succeeded, 2, 3), results);
        }
    }

    [Fact]
    public async Task The_newer_run_wins_and_the_older_one_stops_when_it_publishes()
    {
        PromptSupplier early = new("A"), other = new("B"), late = new("A"), last = new("B");
        CloudProcess one = Process(early, other), two = Process(late, last);
        var older = one.RunAsync(search);
        await early.Asked;
        var newer = two.RunAsync(search);
        await late.Asked;
        Assert.False(early.Canceled.IsCompleted);
        await other.AnswerAsync(TestOffers.Offer("other"));
        await StepAsync(2, 5);

        await early.Canceled.WaitAsync(Soon);
        Assert.Equal(SearchStatus.Running, (await older.WaitAsync(Soon)).Status);
        await late.AnswerAsync(TestOffers.Offer("late"));
        await last.AnswerAsync(TestOffers.Offer("last"));
        Assert.Equal(new(SearchStatus.Succeeded, 2, 2), await newer.WaitAsync(Soon));
        Assert.Equal(2, (await one.Store.ReadAsync(search.Token, default))!.Record.Attempt);
    }

    [Fact]
    public async Task A_deletion_stops_the_run_of_its_own_process_at_once_and_that_of_another_by_its_marker()
    {
        PromptSupplier here = new("A"), there = new("A");
        CloudProcess one = Process(here), two = Process(there);
        var there1 = two.RunAsync(search);
        await there.Asked;
        var here1 = one.RunAsync(search);
        await here.Asked;
        var tombstone = await one.DeleteAsync(search.Token);
        Assert.Equal(new(SearchStatus.Deleted, 0, 0), await here1.WaitAsync(Soon));
        await here.Canceled.WaitAsync(Soon);
        await one.Get<DeletionMarkers>().AddAsync(search.Token, default);

        await time.ArmedAsync(DeletionMonitor.Interval);
        time.MoveTo(DeletionMonitor.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(there.Canceled.IsCompleted);
        time.MoveTo(DeletionMonitor.Interval);
        await there.Canceled.WaitAsync(Soon);
        Assert.Equal(SearchStatus.Deleted, (await there1.WaitAsync(Soon)).Status);
        await AssertDeletedAsync(search.Token, tombstone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_after_a_deletion_elsewhere_brings_nothing_back(bool isLast)
    {
        PromptSupplier a = new("A"), b = new("B");
        CloudProcess one = Process(), two = isLast ? Process(a) : Process(a, b);
        var run = two.RunAsync(search);
        await a.Asked;
        var tombstone = await one.DeleteAsync(search.Token);
        await a.AnswerAsync(TestOffers.Offer("a1"));
        if (!isLast)
        {
            await StepAsync(2, 2);
        }

        Assert.Equal(SearchStatus.Deleted, (await run.WaitAsync(Soon)).Status);
        await AssertDeletedAsync(search.Token, tombstone);
    }

    [Fact]
    public async Task Two_runs_and_a_deletion_may_race()
    {
        CloudProcess one = Answering(), two = Answering(), three = Process();
        for (var round = 0; round < 20; round++)
        {
            var again = SampleSearches.New();
            var first = Task.Run(() => one.RunAsync(again));
            var second = Task.Run(() => two.RunAsync(again));
            var deletion = Task.Run(() => (round % 2 == 0 ? one : three).DeleteAsync(again.Token));
            await Task.WhenAll(first, second, deletion).WaitAsync(Soon);
            await AssertDeletedAsync(again.Token, await deletion);
        }
    }

    private async Task AssertDeletedAsync(SearchToken token, StoredRecord tombstone)
    {
        foreach (var process in processes)
        {
            var found = (await process.Store.ReadAsync(token, default))!;
            Assert.Equal((SearchStatus.Deleted, tombstone.Version), (found.Record.Status, found.Version));
            Assert.Empty(found.Record.Suppliers);
        }
    }

    /// <summary>Done when a run says that the search has ended; never, when it stopped because the other is newer.</summary>
    private static async Task FinalAsync(Task<RunResult> run)
    {
        if ((await run).Status is not SearchStatus.Succeeded)
        {
            await new TaskCompletionSource().Task;
        }
    }

    /// <summary>Moves the clock to a tick, and waits until the run has set the next.</summary>
    private async Task StepAsync(int second, int next)
    {
        await time.ArmedAsync(TimeSpan.FromSeconds(second));
        time.MoveTo(TimeSpan.FromSeconds(second));
        await time.ArmedAsync(TimeSpan.FromSeconds(next));
    }

    private CloudProcess Answering() => Process(
        new ScriptedSupplier("A").Answers(TestOffers.Offer("a1"), TestOffers.Offer("a2")),
        new ScriptedSupplier("B").Answers(TestOffers.Offer("b1")));

    private CloudProcess Process(params ISupplier[] suppliers)
    {
        var process = new CloudProcess(suppliers) { ContainerName = container, Time = time };
        processes.Add(process);
        return process;
    }
}
