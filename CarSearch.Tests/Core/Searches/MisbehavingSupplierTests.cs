using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Searches;

/// <summary>Adapters that break the rules: a search ends nevertheless, in time, with the others' offers.</summary>
public sealed class MisbehavingSupplierTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    public static TheoryData<string, Func<Task<SupplierResponse>>> Broken => new()
    {
        { "throws before its first await", () => throw new InvalidOperationException() },
        { "gives no task", () => null! },
        { "gives null", () => Task.FromResult<SupplierResponse>(null!) },
        { "gives no list", () => Task.FromResult(new SupplierResponse(null!)) },
        { "gives a null among its offers", () => Task.FromResult(new SupplierResponse([TestOffers.Offer("1"), null!])) },
        { "cancels by itself", () => Task.FromCanceled<SupplierResponse>(new CancellationToken(true)) },
        { "throws while its offers are read", () => Task.FromResult(new SupplierResponse(new ThrowingList())) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_adapter_fails_alone(string how, Func<Task<SupplierResponse>> answer)
    {
        using var fixture = new RunnerFixture(
            new ScriptedSupplier(how).Answers(_ => answer()), new ScriptedSupplier("Good").Answers(TestOffers.Offer("g")));
        var record = await fixture.EndAsync();
        Assert.Equal(SearchStatus.Succeeded, record.Status);
        Assert.Equal(SupplierStatus.Failed, record.Suppliers[0].Status);
        Assert.Equal("The supplier's response could not be processed.", record.Suppliers[0].Error!.Message);
        Assert.Equal(1, record.Of("Good").Offers.Count);
    }

    [Fact]
    public async Task An_adapter_that_ignores_its_token_times_out_at_its_limit()
    {
        var called = new TaskCompletionSource();
        var deaf = new ScriptedSupplier("Deaf").Answers(_ =>
        {
            called.SetResult();
            return new TaskCompletionSource<SupplierResponse>().Task;
        });
        using var fixture = new RunnerFixture(deaf);
        var run = fixture.RunAsync();
        await called.Task.WaitAsync(Soon);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(25));
        await run.WaitAsync(Soon);
        Assert.Equal("No response within 25 s.", fixture.Store.Record!.Of("Deaf").Error?.Message);
    }

    [Fact]
    public async Task An_adapter_that_fails_when_it_is_cancelled_times_out_like_another()
    {
        var called = new TaskCompletionSource();
        using var fixture = new RunnerFixture(new StubbornSupplier(called));
        var run = fixture.RunAsync();
        await called.Task.WaitAsync(Soon);
        fixture.Time.MoveTo(TimeSpan.FromSeconds(25));
        Assert.Equal(SearchStatus.Failed, (await run.WaitAsync(Soon)).Status);
        Assert.Equal(SupplierStatus.TimedOut, fixture.Store.Record!.Of("Stubborn").Status);
    }

    [Fact]
    public async Task An_adapter_that_blocks_its_thread_holds_up_nobody_and_times_out_at_its_limit()
    {
        using var release = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocking = new ScriptedSupplier("Blocking").Answers(_ =>
        {
            called.SetResult();
            release.Wait();
            return Task.FromResult(new SupplierResponse([]));
        });
        using var fixture = new RunnerFixture(blocking, new ScriptedSupplier("Good").Answers(TestOffers.Offer("g")));
        try
        {
            var run = fixture.RunAsync();
            await called.Task.WaitAsync(Soon);
            await fixture.Store.WrittenAsync(record => record.Of("Good").Status is SupplierStatus.Succeeded);
            fixture.Time.MoveTo(TimeSpan.FromSeconds(25));
            await run.WaitAsync(Soon);
            Assert.Equal("No response within 25 s.", fixture.Store.Record!.Of("Blocking").Error?.Message);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task A_search_ends_at_its_deadline_even_when_an_answer_takes_for_ever_to_read()
    {
        using var release = new ManualResetEventSlim();
        var endless = new BlockingList(release);
        using var fixture = new RunnerFixture(
            new ScriptedSupplier("Endless").Answers(_ => Task.FromResult(new SupplierResponse(endless))),
            new ScriptedSupplier("Good").Answers(TestOffers.Offer("g")));
        try
        {
            var run = fixture.RunAsync();
            await endless.Begun.WaitAsync(Soon);
            await fixture.Store.WrittenAsync(record => record.Of("Good").Status is SupplierStatus.Succeeded);
            fixture.Time.MoveTo(TimeSpan.FromSeconds(60));
            await run.WaitAsync(Soon);
            var record = fixture.Store.Record!;
            Assert.Equal(SearchStatus.Succeeded, record.Status);
            Assert.Equal(SupplierStatus.TimedOut, record.Of("Endless").Status);
            Assert.Equal(60_000, record.Of("Endless").ElapsedMs);
        }
        finally
        {
            release.Set();
        }
    }

    [Fact]
    public async Task Of_10000_offers_5000_are_kept_and_the_rest_counted()
    {
        var offers = Enumerable.Range(0, 10_000).Select(i => TestOffers.Offer($"{i}")).ToArray();
        using var fixture = new RunnerFixture(new ScriptedSupplier("Many").Answers(offers));
        var outcome = (await fixture.EndAsync()).Of("Many");
        Assert.Equal((5_000, 5_000), (outcome.Offers.Count, outcome.Dropped));
    }

    [Fact]
    public async Task A_supplier_whose_offers_are_all_unusable_has_answered_without_an_offer()
    {
        var offers = Enumerable.Range(0, 10).Select(i => TestOffers.Offer($"{i}", total: 0)).ToArray();
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(_ => Task.FromResult(new SupplierResponse(offers, 3))));
        var record = await fixture.EndAsync();
        Assert.Equal(SearchStatus.Succeeded, record.Status);
        Assert.Equal((SupplierStatus.Succeeded, 0, 13), (record.Of("A").Status, record.Of("A").Offers.Count, record.Of("A").Dropped));
    }

    [Fact]
    public async Task Huge_strings_are_dropped_with_their_offers()
    {
        var huge = new string('x', 10_000_000);
        var offer = TestOffers.Offer("1");
        using var fixture = new RunnerFixture(new ScriptedSupplier("A").Answers(
            TestOffers.Offer(huge),
            offer with { Vehicle = huge },
            offer with { BookingUrl = "https://a.example/" + huge },
            offer with { PickUp = new("JFK", huge, true) },
            offer with { Car = offer.Car with { Acriss = huge } },
            offer with { Price = offer.Price with { Currency = huge } }));
        var outcome = (await fixture.EndAsync()).Of("A");
        Assert.Equal((0, 6), (outcome.Offers.Count, outcome.Dropped));
    }

    private sealed class ThrowingList : List<SupplierOffer>, IReadOnlyList<SupplierOffer>
    {
        IEnumerator<SupplierOffer> IEnumerable<SupplierOffer>.GetEnumerator() => throw new InvalidOperationException();
    }

    private sealed class BlockingList(ManualResetEventSlim release) : List<SupplierOffer>, IReadOnlyList<SupplierOffer>
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        IEnumerator<SupplierOffer> IEnumerable<SupplierOffer>.GetEnumerator()
        {
            begun.TrySetResult();
            release.Wait();
            yield break;
        }
    }

    private sealed class StubbornSupplier(TaskCompletionSource called) : ISupplier
    {
        public string Name => "Stubborn";

        public double Rating => 5;

        public Task<SupplierResponse> SearchAsync(SupplierRequest request, CancellationToken cancellationToken)
        {
            cancellationToken.Register(() => throw new InvalidOperationException("No."));
            called.SetResult();
            return new TaskCompletionSource<SupplierResponse>().Task;
        }
    }
}
