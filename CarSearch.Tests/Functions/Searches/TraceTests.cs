using System.Collections.Concurrent;
using System.Diagnostics;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>One trace goes from the POST to each supplier, also where the queues between them have lost it.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ActivityListener listener;

    public TraceTests()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == SearchTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public void An_input_without_a_trace_has_no_parent()
    {
        var input = SearchInput.From(search);
        Assert.Null(input.TraceParent);
        Assert.Equal(default, input.ParentContext());
    }

    [Fact]
    public async Task A_run_belongs_to_the_trace_of_its_POST()
    {
        var (input, post) = Post();
        using var host = new DurableHost(new ScriptedSupplier("Alpha").Answers());
        await host.Activities.RunSearch(input, default);

        var run = Assert.Single(spans, span => span.OperationName == "RunSearch" && span.TraceId == post.TraceId);
        Assert.Equal(post.SpanId, run.ParentSpanId);
        var supplier = Assert.Single(spans, span => span.OperationName == "CallSupplier" && span.TraceId == post.TraceId);
        Assert.Equal(run.SpanId, supplier.ParentSpanId);
    }

    [Fact]
    public void A_span_of_the_same_trace_is_nearer_than_the_POST()
    {
        var (input, post) = Post();
        using var function = new Activity("function RunSearch").SetParentId(post.TraceId, ActivitySpanId.CreateRandom()).Start();

        Assert.Equal(default, input.ParentContext());
    }

    [Fact]
    public void A_span_of_another_trace_is_not()
    {
        var (input, post) = Post();
        using var function = new Activity("function RunSearch").Start();

        Assert.Equal((post.TraceId, post.SpanId), (input.ParentContext().TraceId, input.ParentContext().SpanId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00-zz-zz-01")]
    public void A_trace_that_cannot_be_read_is_none(string traceParent) =>
        Assert.Equal(default, (SearchInput.From(search) with { TraceParent = traceParent }).ParentContext());

    /// <summary>The input that a POST makes in a trace of its own.</summary>
    private (SearchInput Input, ActivityContext Post) Post()
    {
        using var post = new Activity("function StartSearch") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        return (SearchInput.From(search), post.Context);
    }
}
