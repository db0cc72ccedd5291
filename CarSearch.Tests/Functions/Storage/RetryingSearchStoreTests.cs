using System.Net;
using CarSearch.Functions;
using CarSearch.Hosting;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>The patience of runs with a store that can't be reached.</summary>
public sealed class RetryingSearchStoreTests
{
    private const int Tries = CloudServices.MaxStoreRetries + 1;

    private static readonly SearchRecord Record = SearchRecord.Accepted(SampleSearches.New());
    private static readonly StoreUnavailableException Down = new("The store is down.");

    private readonly FakeTimeProvider time = new(TestSearches.Start);

    [Theory]
    [InlineData(1)]
    [InlineData(Tries - 1)]
    public async Task A_store_that_is_down_for_a_while_is_tried_again(int failures)
    {
        var stored = new StoredRecord(Record, "1");
        var reads = new ScriptedStore(call => call <= failures ? throw Down : stored);
        Assert.Same(stored, await PassAsync(Create(reads, time).ReadAsync(Record.Token, default).AsTask()));

        var writes = new ScriptedStore(call => call <= failures ? throw Down : stored);
        Assert.Same(stored, await PassAsync(Create(writes, time).WriteAsync(Record, "0", default).AsTask()));
        Assert.Equal((failures + 1, failures + 1), (reads.Calls, writes.Calls));
    }

    [Fact]
    public async Task A_store_that_stays_down_is_given_up_with_what_it_said()
    {
        var down = new ScriptedStore(_ => throw Down);

        Assert.Same(
            Down,
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () => PassAsync(Create(down, time).WriteAsync(Record, null, default).AsTask())));
        Assert.Equal(Tries, down.Calls);
    }

    [Fact]
    public async Task It_is_tried_for_about_as_long_as_a_search_lives()
    {
        for (var i = 0; i < 50; i++)
        {
            var hasty = new HastyTime();
            var store = Create(new ScriptedStore(_ => throw Down), hasty);
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadAsync(Record.Token, default));
            Assert.InRange(
                hasty.Waited,
                CarSearchOptions.Lifetime - TimeSpan.FromMinutes(1),
                CarSearchOptions.Lifetime + TimeSpan.FromMinutes(3));
        }
    }

    [Fact]
    public async Task A_write_that_was_refused_is_an_answer_and_not_tried_again()
    {
        var refusing = new ScriptedStore(_ => null);

        Assert.Null(await Create(refusing, time).WriteAsync(Record, "1", default));
        Assert.Equal(1, refusing.Calls);
    }

    [Fact]
    public async Task Another_fault_is_not_tried_again()
    {
        var unreadable = new ScriptedStore(_ => throw new InvalidDataException());

        await Assert.ThrowsAsync<InvalidDataException>(async () => await Create(unreadable, time).ReadAsync(Record.Token, default));
        Assert.Equal(1, unreadable.Calls);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go_at_once()
    {
        using var stop = new CancellationTokenSource();
        var reading = Create(new ScriptedStore(_ => throw Down), time).ReadAsync(Record.Token, stop.Token).AsTask();
        await stop.CancelAsync();

        // On this clock no pause ever ends.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Callers_who_wait_for_a_key_or_for_health_are_told_at_once()
    {
        var store = Create(new ScriptedStore(_ => throw Down), time);

        await Assert.ThrowsAsync<StoreUnavailableException>(
            async () => await store.ClaimAsync(new("", Record.Token, "", default), default));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CheckAsync(default));
    }

    [Theory]
    [InlineData("GET", 0)]
    [InlineData("PUT", 0)]
    [InlineData("PUT", 1)]
    public async Task A_run_whose_storage_is_down_for_some_seconds_ends_with_its_answers(string method, int after)
    {
        using var process = new CloudProcess(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        var search = SampleSearches.New();
        await process.Blobs.CreateAsync();
        var calls = 0;
        process.Wire.Before = request => Task.FromResult(request.Method.Method == method && ++calls > after && calls <= after + 4
            ? BlobWire.Refusal(HttpStatusCode.ServiceUnavailable, "ServerBusy", "7")
            : null);

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await RunAsync(process, search));
        Assert.Equal(4, process.Wire.Calls.Count(call => call.Status == 503));
        Assert.Equal(SearchStatus.Succeeded, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_run_whose_writes_are_done_while_every_answer_is_lost_ends_with_its_answers(int after)
    {
        using var process = new CloudProcess(new ScriptedSupplier("A").Answers(TestOffers.Offer("1")));
        var search = SampleSearches.New();
        await process.Blobs.CreateAsync();
        var writes = 0;
        process.Wire.Loses = request => Task.FromResult(request.Method == HttpMethod.Put && ++writes > after && writes <= after + 3);

        Assert.Equal(new(SearchStatus.Succeeded, 1, 1), await RunAsync(process, search));
        Assert.True(writes > after + 3);
        Assert.Equal(SearchStatus.Succeeded, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    private static RetryingSearchStore Create(ISearchStore store, TimeProvider time) => new(
        store, CloudServices.MaxStoreRetries, CloudServices.MaxStoreRetryDelay, time, NullLogger<RetryingSearchStore>.Instance);

    private static Task<RunResult> RunAsync(CloudProcess process, AcceptedSearch search) =>
        process.Get<SearchRunner>().RunAsync(search, Create(process.Store, new HastyTime()), ProgressPolicy.Sparing, default, default)
            .WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets time pass until it is done.</summary>
    private async Task<T> PassAsync<T>(Task<T> task)
    {
        await Eventually.TrueAsync(() => task.IsCompleted, () => "It has not ended.", () => time.Advance(TimeSpan.FromSeconds(15)));
        return await task;
    }

    /// <summary>A store that answers each call, counted from 1, as a test says.</summary>
    private sealed class ScriptedStore(Func<int, StoredRecord?> answer) : ISearchStore
    {
        public int Calls { get; private set; }

        public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken) => new(answer(++Calls));

        public ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken) =>
            new(answer(++Calls));

        public ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken) => throw Down;

        public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) => throw Down;

        public ValueTask CheckAsync(CancellationToken cancellationToken) => throw Down;
    }

    /// <summary>A clock on which every pause is over at once, and which knows how long they would have been.</summary>
    private sealed class HastyTime : TimeProvider
    {
        public TimeSpan Waited { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
            return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
        }
    }
}
