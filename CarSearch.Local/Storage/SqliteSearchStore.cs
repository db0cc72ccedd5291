using System.Globalization;
using CarSearch.Local.Load;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;

namespace CarSearch.Local.Storage;

/// <summary>
/// Records of the embedded host: what has ended is in the database, what has not is in memory, with its request in the database.
/// A progress costs no write; an end costs one, a deletion one.
/// </summary>
internal sealed class SqliteSearchStore : ISearchStore, IDisposable
{
    private readonly string boot = Guid.NewGuid().ToString("N")[..8];
    private readonly string notStarted;
    private readonly LiveSearches live;
    private readonly TimeProvider time;
    private readonly DatabaseReaders readers;
    private readonly RecordStatements statements;
    private readonly KeyStatements keys;
    private readonly MemoryCache cache;
    private readonly Lock keeping = new();
    private long progress;
    private long deletions;

    public SqliteSearchStore(DatabaseFile file, LiveSearches live, MemoryBudget budget, TimeProvider time)
    {
        cache = new(new MemoryCacheOptions { SizeLimit = budget.CacheBytes });
        notStarted = $"{boot}.0";
        this.live = live;
        this.time = time;
        Writer = new(file);
        readers = new(file);
        statements = new(Writer.Connection);
        keys = new(Writer.Connection);
        Writer.Start();
    }

    /// <summary>The connection that all writes go through.</summary>
    internal DatabaseWriter Writer { get; }

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken)
    {
        if (live.Find(token) is { Stored: { } stored })
        {
            return new(stored);
        }

        // What has expired is the sweep's: the row says whether there is still anything to tell.
        if (cache.TryGetValue(token, out StoredRecord? cached) && cached!.Record.ExpiresAt > time.GetUtcNow())
        {
            return new(cached);
        }

        var before = Volatile.Read(ref deletions);
        var found = readers.Read(token);
        if (found is not null)
        {
            Keep(found, before);
        }

        return new(found);
    }

    public async ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        var search = live.Find(record.Token);
        if (!record.IsFinal)
        {
            var next = new StoredRecord(record, string.Create(CultureInfo.InvariantCulture, $"{boot}.{Interlocked.Increment(ref progress)}"));
            if (search is null || live.TryPublish(search, next, version))
            {
                return search is null ? null : next;
            }

            // Whoever reads again should find the end that is under way.
            await search.Ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        var write = new EndWrite(this, search, record, version);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return write.Written;
    }

    public async ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        var write = new KeyStatements.Claim(keys, claim);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return write.Holds!;
    }

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) => new(readers.FindClaim(key, now));

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        readers.Check();
        await Writer.WriteAsync(new RoomCheck(Writer.Connection)).ConfigureAwait(false);
    }

    /// <summary>Writes a search down, and has it wait for its run.</summary>
    /// <returns>False when it has ended already.</returns>
    public async Task<bool> AcceptAsync(LiveSearch search)
    {
        var write = new RecordStatements.Accept(statements, search, Accepted);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return !write.HasEnded;
    }

    /// <summary>The searches that an earlier process did not finish, ready to be run; null for each that can't be read.</summary>
    public IEnumerable<LiveSearch?> Unfinished()
    {
        foreach (var search in readers.Unfinished())
        {
            search?.Set(new(SearchRecord.Accepted(search.Search), notStarted));
            yield return search;
        }
    }

    /// <summary>Drops the offers of searches that have expired, a day later what is left of them, and keys a day old. Gives space back.</summary>
    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> SweepAsync()
    {
        var sweep = new Sweep(Writer.Connection, time.GetUtcNow());
        await Writer.WriteAsync(sweep).ConfigureAwait(false);
        return sweep.HasMore;
    }

    public void Dispose()
    {
        // The writer last: whoever closes the last connection empties the log into the file, and readers can't.
        readers.Dispose();
        Writer.Dispose();
        cache.Dispose();
    }

    /// <summary>The version of a record that has ended: the same after a restart.</summary>
    public static string VersionOf(SearchStatus status, DateTimeOffset? completedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}.{completedAt?.ToUnixTimeMilliseconds():x}");

    /// <summary>On the writer's thread, so that searches wait in the order in which they were written.</summary>
    private void Accepted(LiveSearch search)
    {
        search.Set(new(SearchRecord.Accepted(search.Search), notStarted));
        live.Enqueue(search);
    }

    /// <summary>Keeps a record in memory, unless something has been deleted since it was read: it may be this one.</summary>
    private void Keep(StoredRecord stored, long deletionsBefore)
    {
        var left = stored.Record.ExpiresAt - time.GetUtcNow();
        lock (keeping)
        {
            if (left is not { Ticks: > 0 } || deletions != deletionsBefore)
            {
                return;
            }

            using var entry = cache.CreateEntry(stored.Record.Token);
            entry.Value = stored;
            entry.Size = stored.ApproximateBytes;
            entry.AbsoluteExpirationRelativeToNow = left;
        }
    }

    private void Forget(SearchToken token)
    {
        lock (keeping)
        {
            deletions++;
            cache.Remove(token);
        }
    }

    /// <summary>Writes the end of a search, or its tombstone, if the expected version is still there.</summary>
    private sealed class EndWrite(SqliteSearchStore store, LiveSearch? search, SearchRecord record, string? version) : DatabaseWriter.Write
    {
        private readonly byte[]? document = record.Status is SearchStatus.Deleted ? null : SearchRecordBrotli.Pack(record);
        private bool isWritten;

        /// <summary>The record as written; null when something else was there.</summary>
        public StoredRecord? Written { get; private set; }

        public override void Do()
        {
            var found = store.statements.FindVersion(record.Token);
            isWritten = found is not null || search is null ? found == version : search.TryBeginEnd(version, Done.Task);
            if (isWritten)
            {
                store.statements.End(record, document, search?.Row);
            }
        }

        public override void Committed()
        {
            if (isWritten)
            {
                Written = new(record, VersionOf(record.Status, record.CompletedAt));
                if (record.Status is SearchStatus.Deleted)
                {
                    store.Forget(record.Token);
                }
                else
                {
                    store.Keep(Written, store.deletions);
                }

                if (search is not null)
                {
                    search.Set(Written);
                    store.live.Remove(search);
                }
            }

            base.Committed();
        }

        public override void Fail(StoreUnavailableException exception)
        {
            if (isWritten)
            {
                search?.ForgetEnd();
            }

            base.Fail(exception);
        }
    }

    /// <summary>Writes a search and takes it back, in one transaction: so a full disk shows before a search needs it.</summary>
    private sealed class RoomCheck(SqliteConnection connection) : DatabaseWriter.Write
    {
        // More than a page has left, so that room for another must be found.
        public override void Do() => connection.Run(
            """
            INSERT INTO accepted (id, token, requested_at, request) VALUES (0, zeroblob(16), 0, zeroblob(8192));
            DELETE FROM accepted WHERE id = 0;
            """);
    }
}
