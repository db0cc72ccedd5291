using System.Net;
using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>The circuit breaker that all calls of a process share: it reduces calls to failing storage and loses no search.</summary>
public sealed class CircuitTests : IDisposable
{
    private const int Searches = 40;

    private readonly SteppingTimeProvider time = new(TestSearches.Start);
    private readonly ScriptedSupplier supplier = new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("a1"));
    private readonly CloudProcess process;

    public CircuitTests()
    {
        process = new(supplier) { Time = time };
        process.Blobs.Create();
    }

    public void Dispose() => process.Dispose();

    [Fact]
    public async Task Storage_that_fails_is_not_called_until_the_break_is_over()
    {
        await BreakAsync();
        process.Wire.Forget();

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromMilliseconds(1), ResultsContainer.BreakDuration);
        Assert.Empty(process.Wire.Calls);
        process.Log.AssertSingle("Calls of Blob Storage are suspended");
    }

    [Fact]
    public async Task After_the_break_one_call_tries_storage_and_its_success_closes_the_circuit()
    {
        await BreakAsync();
        time.Advance(ResultsContainer.BreakDuration);
        await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);
        process.Wire.Mend();
        await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);

        time.Advance(ResultsContainer.BreakDuration);
        await ReadAsync();
        await ReadAsync();
        process.Log.AssertSingle("Calls of Blob Storage are resumed.");
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task The_break_takes_as_long_when_the_system_clock_is_set(int minutes)
    {
        await BreakAsync();
        process.Wire.Mend();
        time.Step(TimeSpan.FromMinutes(minutes));
        time.Advance(ResultsContainer.BreakDuration - TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);

        time.Advance(TimeSpan.FromMilliseconds(1));
        await ReadAsync();
    }

    [Fact]
    public async Task Searches_are_refused_for_the_rest_of_the_break_and_then_may_be_what_tries_storage()
    {
        var container = process.Get<ResultsContainer>();
        container.ThrowIfOpen();
        await BreakAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        var refused = Assert.Throws<StoreUnavailableException>(container.ThrowIfOpen);
        Assert.Equal(ResultsContainer.BreakDuration - TimeSpan.FromSeconds(3), refused.RetryAfter);

        time.Advance(TimeSpan.FromSeconds(2));
        container.ThrowIfOpen();
    }

    [Fact]
    public async Task Housekeeping_is_not_the_call_that_tries_storage()
    {
        await BreakAsync();
        process.Wire.Mend();
        time.Advance(ResultsContainer.BreakDuration);
        process.Wire.Before = async _ =>
        {
            // The circuit is closed by this call, while housekeeping is under way.
            process.Wire.Before = null;
            await ReadAsync();
            return null;
        };

        Assert.Equal(0, await process.Get<RecordCleanup>().RunAsync(default));
        process.Log.AssertSingle("Calls of Blob Storage are resumed.");
    }

    [Fact]
    public async Task A_few_failures_do_not_break_it()
    {
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "7");
        for (var i = 1; i < ResultsContainer.MinCalls; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);
        }

        process.Wire.Mend();
        await ReadAsync();
    }

    [Fact]
    public async Task Callers_who_give_up_do_not_break_it()
    {
        for (var i = 0; i < 2 * ResultsContainer.MinCalls; i++)
        {
            using var caller = new CancellationTokenSource();
            process.Wire.Before = async _ =>
            {
                await caller.CancelAsync();
                return null;
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                async () => await process.Store.ReadAsync(SearchToken.New(), caller.Token));
        }

        process.Wire.Mend();
        await ReadAsync();
    }

    [Fact]
    public async Task Through_an_outage_of_a_minute_runs_keep_their_answers_and_ask_nobody_again()
    {
        supplier.Waits();
        var runs = new List<Task<RunResult>>();
        var questions = new List<ScriptedSupplier.Question>();
        for (var i = 0; i < Searches; i++)
        {
            runs.Add(process.RunAsync(new(SearchToken.New(), time.GetUtcNow(), SampleSearches.New().Request)));
            questions.Add(await supplier.NextAsync());
        }

        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "5");
        process.Wire.Forget();
        questions.ForEach(question => question.Offer(TestOffers.Offer("a1")));
        await PassAsync(TimeSpan.FromSeconds(60), () => false);
        Assert.All(runs, run => Assert.False(run.IsCompleted));

        // Each run alone would have tried eight times. The circuit opens once failures outnumber the calls before the outage, two to a run;
        // then a single call tries storage every five seconds.
        Assert.InRange(process.Wire.Calls.Count, 1, 3 * Searches);

        process.Wire.Mend();
        await PassAsync(TimeSpan.FromMinutes(3), () => runs.TrueForAll(run => run.IsCompleted));
        Assert.All(await Task.WhenAll(runs), result => Assert.Equal(new(SearchStatus.Succeeded, 1, 1), result));
        Assert.Equal(Searches, supplier.Asked);
    }

    /// <summary>Lets storage fail until it is not called any more.</summary>
    private async Task BreakAsync()
    {
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "7");
        for (var i = 0; i < ResultsContainer.MinCalls; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(ReadAsync);
        }
    }

    private async Task ReadAsync() => await process.Store.ReadAsync(SearchToken.New(), default);

    /// <summary>Lets time pass, with what it sets off, until something has happened or the time is over.</summary>
    private async Task PassAsync(TimeSpan duration, Func<bool> happened)
    {
        for (var passed = TimeSpan.Zero; passed < duration && !happened(); passed += TimeSpan.FromSeconds(0.5))
        {
            time.Advance(TimeSpan.FromSeconds(0.5));

            // What is on its way to the emulator comes back in real time.
            await process.Blobs.ExistsAsync();
        }
    }
}
