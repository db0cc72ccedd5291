using CarSearch.Hosting;
using CarSearch.Searches;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Local;

/// <summary>Retries the write of a final record.</summary>
public sealed class RetryingSearchStoreTests : IDisposable
{
    // A run with two suppliers reads the record, starts the attempt, publishes the first response, and writes the final record.
    private const int FirstFinalWrite = 3;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly ScriptedSupplier a = new ScriptedSupplier("A").Answers(TestOffers.Offer("1"));
    private readonly ScriptedSupplier b = new ScriptedSupplier("B").Fails(new SupplierException("Closed."));
    private readonly RunnerFixture fixture;

    public RetryingSearchStoreTests() => fixture = new(a, b);

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_keeps_the_outcomes_until_its_final_record_is_written(bool isOutOfMemory)
    {
        const int failures = 20;
        fixture.Store.Before = (number, _) => number is < FirstFinalWrite or >= FirstFinalWrite + failures ? new(false)
            : isOutOfMemory ? throw new InsufficientMemoryException() : throw new StoreUnavailableException("The disk is full.");
        var run = RunAsync(CancellationToken.None);

        // The first interval also contains the timeout of the supplier calls.
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
    public async Task A_canceled_run_stops_retrying()
    {
        fixture.Store.Before = (number, _) =>
            number < FirstFinalWrite ? new(false) : throw new StoreUnavailableException("The disk is full.");
        using var stop = new CancellationTokenSource();
        var run = RunAsync(stop.Token);
        await fixture.Time.ArmedAsync(TimeSpan.Zero, MaxDelay, times: 2);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private Task<RunResult> RunAsync(CancellationToken stop) => fixture.Runner.RunAsync(
        RunnerFixture.Search,
        new RetryingSearchStore(fixture.Store, int.MaxValue, MaxDelay, fixture.Time, NullLogger<RetryingSearchStore>.Instance),
        ProgressPolicy.EveryResponse,
        default,
        stop);
}
