using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Local;

/// <summary>What a run of the embedded host does while its end can't be written.</summary>
public sealed class RetryingStoreTests : IDisposable
{
    // The steps of a run of two suppliers: read, take over, publish the first answer, end.
    private const int FirstEnd = 3;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly ScriptedSupplier a = new ScriptedSupplier("A").Answers(TestOffers.Offer("1"));
    private readonly ScriptedSupplier b = new ScriptedSupplier("B").Fails(new SupplierException("Closed."));
    private readonly RunnerFixture fixture;

    public RetryingStoreTests() => fixture = new(a, b);

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_keeps_every_outcome_until_its_end_can_be_written(bool isOutOfMemory)
    {
        const int failures = 20;
        fixture.Store.Before = (number, _) => number is < FirstEnd or >= FirstEnd + failures ? new(false)
            : isOutOfMemory ? throw new InsufficientMemoryException() : throw new StoreUnavailableException("The disk is full.");
        var run = RunAsync(CancellationToken.None);

        // The first span has the suppliers' time limit in it as well.
        await fixture.Time.ArmedAsync(TimeSpan.Zero, MaxDelay, times: 2);
        for (var i = 1; i < failures; i++)
        {
            fixture.Time.MoveTo(i * MaxDelay);
            await fixture.Time.ArmedAsync(i * MaxDelay, (i + 1) * MaxDelay);
        }

        Assert.False(run.IsCompleted);
        fixture.Time.MoveTo(failures * MaxDelay);

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await run.WaitAsync(TimeSpan.FromSeconds(30)));
        var record = fixture.Store.Record!;
        Assert.Equal(["Succeeded", "Failed"], record.Statuses());
        Assert.Equal((1, 1, 1), (a.Asked, b.Asked, record.Attempt));
    }

    [Fact]
    public async Task A_run_that_is_not_wanted_any_more_stops_trying()
    {
        fixture.Store.Before = (number, _) => number < FirstEnd ? new(false) : throw new StoreUnavailableException("The disk is full.");
        using var stop = new CancellationTokenSource();
        var run = RunAsync(stop.Token);
        await fixture.Time.ArmedAsync(TimeSpan.Zero, MaxDelay, times: 2);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private Task<RunResult> RunAsync(CancellationToken stop) => fixture.Runner.RunAsync(
        RunnerFixture.Search, new RetryingStore(fixture.Store, fixture.Time, NullLogger<RetryingStore>.Instance), ProgressPolicy.EveryResponse, stop);
}
