using System.Collections.Concurrent;
using CarSearch.Local;
using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Local.Load;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local;

/// <summary>Reads and writes the store of the embedded host concurrently.</summary>
public sealed class SqliteSearchStoreRaceTests : FolderTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);


    [Fact]
    public async Task A_concurrent_read_does_not_cache_a_deleted_search()
    {
        var time = new InterruptedTime();
        var token = await CreateEndedAsync(time);
        using var open = new OpenStore(Folder, time);
        time.Interruption = () => Task.Run(() => DeleteAsync(open.Store, token)).Wait(Timeout);
        await open.Store.ReadAsync(token, default);
        Assert.Null(time.Interruption);
        Assert.Equal(SearchStatus.Deleted, (await open.Store.ReadAsync(token, default))?.Record.Status);
    }

    [Fact]
    public async Task Progress_final_records_and_deletions_can_be_written_concurrently()
    {
        const int Searches = 200;
        var time = new FakeTimeProvider(TestSearches.Start);
        var ends = new ConcurrentDictionary<SearchToken, int>();
        var searches = Enumerable.Range(0, Searches).Select(_ => SearchQueueFixture.Search()).ToArray();
        using (var open = new OpenStore(Folder, time))
        {
            foreach (var search in searches)
            {
                open.Queue.GetOrAdd(search);
            }

            await Task.WhenAll(searches.Select(search => open.Store.AcceptAsync(search)));
            await Task.WhenAll(searches.SelectMany((search, i) => new[]
            {
                Task.Run(() => RunAsync(open.Store, search, ends)),
                Task.Run(() => RunAsync(open.Store, search, ends)),
                i % 2 == 0 ? Task.Run(() => DeleteAsync(open.Store, search.Search.Token)) : Task.CompletedTask,
                Task.Run(() => WatchAsync(open.Store, search.Search.Token)),
            })).WaitAsync(TimeSpan.FromMinutes(1));
            await CheckAsync(open.Store);
        }

        using var reopened = new OpenStore(Folder, time);
        Assert.Empty(reopened.Store.ReadUnfinished());
        await CheckAsync(reopened.Store);

        async Task CheckAsync(SqliteSearchStore store)
        {
            for (var i = 0; i < Searches; i++)
            {
                var found = await store.ReadAsync(searches[i].Search.Token, default);
                Assert.Equal(i % 2 == 0 ? SearchStatus.Deleted : SearchStatus.Succeeded, found?.Record.Status);
                Assert.InRange(ends.GetValueOrDefault(searches[i].Search.Token), i % 2 == 0 ? 0 : 1, 1);
            }
        }
    }

    /// <summary>Publishes progress and writes the final record, as a run does.</summary>
    private static async Task RunAsync(SqliteSearchStore store, PendingSearch search, ConcurrentDictionary<SearchToken, int> ends)
    {
        for (var step = 0; step < 20;)
        {
            await Task.Yield();
            var found = await store.ReadAsync(search.Search.Token, default);
            if (found!.Record.IsFinal)
            {
                return;
            }

            var next = found.Record with { Status = SearchStatus.Running, Attempt = found.Record.Attempt + 1 };
            next = step == 19 ? next.End(SearchStatus.Succeeded, TestSearches.Start, TimeSpan.FromMinutes(30)) : next;
            if (await store.WriteAsync(next, found.Version, default) is not null)
            {
                step++;
                if (next.IsFinal)
                {
                    ends.AddOrUpdate(search.Search.Token, 1, (_, count) => count + 1);
                }
            }
        }
    }

    /// <summary>Reads until the end and verifies that the record never goes back to an earlier state.</summary>
    private static async Task WatchAsync(SqliteSearchStore store, SearchToken token)
    {
        SearchRecord? last = null;
        var reads = 0;
        while (reads < 50)
        {
            await Task.Yield();
            var now = (await store.ReadAsync(token, default))?.Record;
            Assert.NotNull(now);
            if (last is not null)
            {
                Assert.True(last.Status is not SearchStatus.Deleted || now.Status is SearchStatus.Deleted, "A deleted record reappeared.");
                Assert.True(!last.IsFinal || now.IsFinal, "A final record changed to a running one.");
                Assert.True(now.Attempt >= last.Attempt || now.Status is SearchStatus.Deleted, "An older attempt replaced a newer one.");
            }

            last = now;
            reads = now.IsFinal ? reads + 1 : reads;
        }
    }

    private static async Task DeleteAsync(SqliteSearchStore store, SearchToken token)
    {
        while (true)
        {
            var found = await store.ReadAsync(token, default);
            var tombstone = SearchRecord.Tombstone(token, TestSearches.Start, TestSearches.Start);
            if (await store.WriteAsync(tombstone, found!.Version, default) is not null)
            {
                return;
            }
        }
    }

    /// <summary>Writes a search that has ended, and closes the store, so that its record is not cached.</summary>
    private async Task<SearchToken> CreateEndedAsync(TimeProvider time)
    {
        using var open = new OpenStore(Folder, time);
        var search = SearchQueueFixture.Search();
        open.Queue.GetOrAdd(search);
        await open.Store.AcceptAsync(search);
        var ended = SearchRecord.Accepted(search.Search).End(SearchStatus.Succeeded, TestSearches.Start, TimeSpan.FromMinutes(30));
        Assert.NotNull(await open.Store.WriteAsync(ended, search.Stored!.Version, default));
        return search.Search.Token;
    }

    private sealed class OpenStore : IDisposable
    {
        private readonly DatabaseFile file;

        public OpenStore(TempFolder folder, TimeProvider time)
        {
            var budget = MemoryBudget.FromProcess();
            Queue = new(
                budget,
                new(suppliers: 1),
                new(TimeSpan.FromSeconds(25), time),
                SearchQueueFixture.UnlimitedStarts(time),
                new(int.MaxValue, TimeSpan.MaxValue),
                time);
            file = DatabaseFile.Open(folder.Database, NullLogger.Instance);
            Store = new(file, Queue, budget, time, NullLogger<SqliteSearchStore>.Instance);
        }

        public SearchQueue Queue { get; }

        public SqliteSearchStore Store { get; }

        public void Dispose()
        {
            Store.Dispose();
            file.Dispose();
        }
    }

    /// <summary>A clock that runs an action on its next use, which is after a record was read and before it is cached.</summary>
    private sealed class InterruptedTime : TimeProvider
    {
        private Action? interruption;

        public Action? Interruption
        {
            get => interruption;
            set => interruption = value;
        }

        public override DateTimeOffset GetUtcNow()
        {
            // The circuit breaker reads the clock within its lock.
            if (interruption is not null && !Environment.StackTrace.Contains("Polly", StringComparison.Ordinal))
            {
                Interlocked.Exchange(ref interruption, null)?.Invoke();
            }

            return TestSearches.Start;
        }
    }
}
