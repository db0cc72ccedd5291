using System.Collections.Concurrent;
using System.Diagnostics;
using CarSearch.Searches;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>What Core tells of itself.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_search_is_counted_while_it_runs_and_when_it_has_ended()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        using var seen = new Measurements(fixture.Meters);
        var run = fixture.RunAsync();
        var question = await supplier.NextAsync();
        Assert.Equal(1, seen.Sum("carsearch.searches.running"));
        Assert.Equal(0, seen.Sum("carsearch.searches.ended"));
        question.Offer();
        await run;
        Assert.Equal(0, seen.Sum("carsearch.searches.running"));
        Assert.Equal(["carsearch.searches.ended 1 carsearch.status=Succeeded"], seen.Of("carsearch.searches.ended"));
    }

    [Fact]
    public async Task A_search_that_is_stopped_does_not_run_any_more_and_has_not_ended()
    {
        var supplier = new ScriptedSupplier("A");
        using var fixture = new RunnerFixture(supplier);
        using var seen = new Measurements(fixture.Meters);
        using var stop = new CancellationTokenSource();
        var run = fixture.RunAsync(stop: stop.Token);
        await supplier.NextAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(0, seen.Sum("carsearch.searches.running"));
        Assert.Empty(seen.Of("carsearch.searches.ended"));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(90, "90")]
    [InlineData(-2, "0")]
    public async Task What_a_search_waited_for_its_run_is_measured_in_seconds(int seconds, string told)
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers());
        using var seen = new Measurements(fixture.Meters);
        var search = RunnerFixture.Search with { RequestedAt = TestSearches.Start - TimeSpan.FromSeconds(seconds) };
        await fixture.Runner.RunAsync(search, fixture.Store, ProgressPolicy.EveryResponse, default, default);
        Assert.Equal([$"carsearch.search.wait {told}"], seen.Of("carsearch.search.wait"));
    }

    [Fact]
    public async Task Of_two_runs_only_one_counts_the_end()
    {
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers());
        using var seen = new Measurements(fixture.Meters);
        await fixture.EndAsync();
        await fixture.EndAsync();
        Assert.Equal(1, seen.Sum("carsearch.searches.ended"));
    }

    [Fact]
    public async Task A_suppliers_time_is_measured_in_seconds_with_its_status()
    {
        ScriptedSupplier a = new("A"), b = new("B");
        using var fixture = new RunnerFixture(a, b);
        using var seen = new Measurements(fixture.Meters);
        var run = fixture.RunAsync();
        var answering = await a.NextAsync();
        await b.NextAsync();
        fixture.Time.MoveTo(TimeSpan.FromMilliseconds(1_500));
        answering.Offer();
        await fixture.Store.WrittenAsync(record => record.Answers() == 1);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(25));
        await run;
        Assert.Equal(
            [
                "carsearch.supplier.duration 1.5 carsearch.supplier=A carsearch.status=Succeeded",
                "carsearch.supplier.duration 25 carsearch.supplier=B carsearch.status=TimedOut",
            ],
            seen.Of("carsearch.supplier.duration"));
    }

    [Fact]
    public async Task A_run_and_its_questions_are_activities_that_know_the_digest_and_not_the_token()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SearchTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var fixture = new RunnerFixture(
            new ScriptedSupplier("Good").Answers(),
            new ScriptedSupplier("Bad").Fails(new InvalidOperationException("secret")));
        using var seen = new Measurements(fixture.Meters);
        await fixture.EndAsync();

        // Other tests run searches of the same token at the same time.
        var run = activities.Where(activity => activity.OperationName == "RunSearch").ToArray();
        Assert.All(run, activity => Assert.NotNull(activity.GetTagItem("carsearch.search")));
        var bad = activities.First(activity => "Bad".Equals(activity.GetTagItem("carsearch.supplier")));
        Assert.Equal((ActivityStatusCode.Error, "Failed", ActivityKind.Client), (bad.Status, bad.StatusDescription, bad.Kind));
        Assert.Contains(run, activity => activity.SpanId == bad.ParentSpanId);
        Assert.Equal(
            ActivityStatusCode.Unset,
            activities.First(activity => "Good".Equals(activity.GetTagItem("carsearch.supplier"))).Status);
        Assert.All(
            activities.SelectMany(activity => activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")).Concat(seen.All),
            tag => Assert.DoesNotContain(RunnerFixture.Search.Token.Value, tag, StringComparison.OrdinalIgnoreCase));
    }
}
