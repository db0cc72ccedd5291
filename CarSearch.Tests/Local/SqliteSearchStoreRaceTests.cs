using System.Collections.Concurrent;
using CarSearch.Local;
using CarSearch.Local.Load;
using CarSearch.Local.Storage;
using CarSearch.Searches;
using CarSearch.Tests.Local.Load;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Local;

/// <summary>The embedded host's store, written and read from several threads at once.</summary>
public sealed class SqliteSearchStoreRaceTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_deleted_search_does_not_come_back_with_a_read_that_was_under_way()
    {
        var time = new InterruptedTime();
        var token = await EndedAsync(time);
        using var open = new OpenStore(folder, time);
        time.Interruption = () => Task.Run(() => DeleteAsync(open.Store, token)).Wait(Soon);
        await open.Store.ReadAsync(token, default);
        Assert.Null(time.Interruption);
        Assert.Equal(SearchStatus.Deleted, (await open.Store.ReadAsync(token, default))?.Record.Status);
    }

    [Fact]
    public async Task Progress_ends_and_deletions_may_race()
    {
        const int Searches = 200;
        var time = new FakeTimeProvider(ObservedTime.Began);
        var ends = new ConcurrentDictionary<SearchToken, int>();
        var searches = Enumerable.Range(0, Searches).Select(_ => new LiveSearch(RunnerFixture.Search with { Token = SearchToken.New() })).ToArray();
        using (var open = new OpenStore(folder, time))
        {
            foreach (var search in searches)
            {
                open.Live.Add(search);
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

        using var again = new OpenStore(folder, time);
        Assert.Empty(again.Store.Unfinished());
        await CheckAsync(again.Store);

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

    /// <summary>Publishes progress and ends, as a run does.</summary>
    private static async Task RunAsync(SqliteSearchStore store, LiveSearch search, ConcurrentDictionary<SearchToken, int> ends)
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
            next = step == 19 ? next.End(SearchStatus.Succeeded, ObservedTime.Began, TimeSpan.FromMinutes(30)) : next;
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

    /// <summary>Reads until the end, and checks that the record only goes forward.</summary>
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
                Assert.True(last.Status is not SearchStatus.Deleted || now.Status is SearchStatus.Deleted, "It came back.");
                Assert.True(!last.IsFinal || now.IsFinal, "It goes on after its end.");
                Assert.True(now.Attempt >= last.Attempt || now.Status is SearchStatus.Deleted, "An older attempt won.");
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
            if (await store.WriteAsync(SearchRecord.Tombstone(token, ObservedTime.Began, ObservedTime.Began), found!.Version, default) is not null)
            {
                return;
            }
        }
    }

    /// <summary>A search in the file that has ended, its record in no process's memory.</summary>
    private async Task<SearchToken> EndedAsync(TimeProvider time)
    {
        using var open = new OpenStore(folder, time);
        var search = new LiveSearch(RunnerFixture.Search with { Token = SearchToken.New() });
        open.Live.Add(search);
        await open.Store.AcceptAsync(search);
        var ended = SearchRecord.Accepted(search.Search).End(SearchStatus.Succeeded, ObservedTime.Began, TimeSpan.FromMinutes(30));
        Assert.NotNull(await open.Store.WriteAsync(ended, search.Stored!.Version, default));
        return search.Search.Token;
    }

    private sealed class OpenStore : IDisposable
    {
        private readonly DatabaseFile file;

        public OpenStore(TempFolder folder, TimeProvider time)
        {
            var budget = MemoryBudget.FromProcess();
            Live = new(new(budget, new(suppliers: 1), new(TimeSpan.FromSeconds(25), time), LoadFixture.FastPace(time), new(int.MaxValue, TimeSpan.MaxValue), time));
            file = DatabaseFile.Open(Path.Combine(folder.Path, "carsearch.db"));
            Store = new(file, Live, budget, time);
        }

        public LiveSearches Live { get; }

        public SqliteSearchStore Store { get; }

        public void Dispose()
        {
            Store.Dispose();
            file.Dispose();
        }
    }

    /// <summary>A clock that lets something happen, once, when it is next looked at: after a record was read, before it is kept.</summary>
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
            Interlocked.Exchange(ref interruption, null)?.Invoke();
            return ObservedTime.Began;
        }
    }
}
