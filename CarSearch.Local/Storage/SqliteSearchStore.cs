using System.Globalization;
using CarSearch.Local.Load;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Memory;

namespace CarSearch.Local.Storage;

/// <summary>
/// Stores the records of the embedded host. Final records are in the database. Records of pending searches are in memory, and only their
/// request is in the database, so that progress needs no write.
/// </summary>
internal sealed class SqliteSearchStore : ISearchStore, IDisposable
{
    private readonly string instanceId = Guid.NewGuid().ToString("N")[..8];
    private readonly string initialVersion;
    private readonly PendingSearches pending;
    private readonly TimeProvider time;
    private readonly DatabaseReaders readers;
    private readonly RecordStatements statements;
    private readonly KeyStatements keys;
    private readonly MemoryCache cache;
    private readonly Lock cacheLock = new();
    private long updateCount;
    private long deletionCount;

    public SqliteSearchStore(DatabaseFile file, PendingSearches pending, MemoryBudget budget, TimeProvider time)
    {
        cache = new(new MemoryCacheOptions { SizeLimit = budget.CacheBytes });
        initialVersion = $"{instanceId}.0";
        this.pending = pending;
        this.time = time;
        Writer = new(file);
        readers = new(file);
        statements = new(Writer.Connection);
        keys = new(Writer.Connection);
        Writer.Start();
    }

    /// <summary>Gets the writer, which executes all writes.</summary>
    internal DatabaseWriter Writer { get; }

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken)
    {
        if (pending.Find(token) is { Stored: { } stored })
        {
            return new(stored);
        }

        // For an expired record the row decides: the cleanup may have deleted it.
        if (cache.TryGetValue(token, out StoredRecord? cached) && cached!.Record.ExpiresAt > time.GetUtcNow())
        {
            return new(cached);
        }

        var deletionsBefore = Volatile.Read(ref deletionCount);
        var record = readers.Read(token);
        if (record is not null)
        {
            AddToCache(record, deletionsBefore);
        }

        return new(record);
    }

    public async ValueTask<StoredRecord?> WriteAsync(SearchRecord record, string? version, CancellationToken cancellationToken)
    {
        var search = pending.Find(record.Token);
        if (!record.IsFinal)
        {
            var nextVersion = string.Create(CultureInfo.InvariantCulture, $"{instanceId}.{Interlocked.Increment(ref updateCount)}");
            var next = new StoredRecord(record, nextVersion);
            if (search is null || pending.TryPublish(search, next, version))
            {
                return search is null ? null : next;
            }

            // Wait for a final write in progress, so that the caller's next read returns its record.
            await search.FinalWrite.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        var write = new FinalRecordWrite(this, search, record, version);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return write.Written;
    }

    public async ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        var write = new KeyStatements.Claim(keys, claim);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return write.Valid!;
    }

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(readers.FindClaim(key, now));

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        readers.Check();
        await Writer.WriteAsync(new WriteCheck(Writer.Connection)).ConfigureAwait(false);
    }

    /// <summary>Writes an accepted search and enqueues it.</summary>
    /// <returns>False if it has already ended.</returns>
    public async Task<bool> AcceptAsync(PendingSearch search)
    {
        var write = new RecordStatements.Accept(statements, search, OnAccepted);
        await Writer.WriteAsync(write).ConfigureAwait(false);
        return !write.HasEnded;
    }

    /// <summary>Reads the searches that an earlier process did not finish. Yields null for an unreadable row.</summary>
    public IEnumerable<PendingSearch?> ReadUnfinished()
    {
        foreach (var search in readers.ReadUnfinished())
        {
            search?.Set(new(SearchRecord.Accepted(search.Search), initialVersion));
            yield return search;
        }
    }

    /// <summary>Deletes expired rows in one transaction.</summary>
    /// <returns>True if the cleanup should be repeated at once.</returns>
    public async Task<bool> CleanUpAsync()
    {
        var cleanup = new DatabaseCleanup(Writer.Connection, time.GetUtcNow());
        await Writer.WriteAsync(cleanup).ConfigureAwait(false);
        return cleanup.HasMore;
    }

    public void Dispose()
    {
        // The last connection to close checkpoints the log, which a read-only connection can't do.
        readers.Dispose();
        Writer.Dispose();
        cache.Dispose();
    }

    /// <summary>Returns the version of a final record, which is stable across restarts.</summary>
    public static string GetVersion(SearchStatus status, DateTimeOffset? completedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}.{completedAt?.ToUnixTimeMilliseconds():x}");

    /// <summary>Runs on the writer's thread, so that searches are queued in the order in which they were written.</summary>
    private void OnAccepted(PendingSearch search)
    {
        search.Set(new(SearchRecord.Accepted(search.Search), initialVersion));
        pending.Enqueue(search);
    }

    /// <summary>Adds a record to the cache unless a record, possibly this one, was deleted since it was read.</summary>
    private void AddToCache(StoredRecord stored, long deletionsBefore)
    {
        var lifetime = stored.Record.ExpiresAt - time.GetUtcNow();
        lock (cacheLock)
        {
            if (lifetime is not { Ticks: > 0 } || deletionCount != deletionsBefore)
            {
                return;
            }

            using var entry = cache.CreateEntry(stored.Record.Token);
            entry.Value = stored;
            entry.Size = stored.ApproximateBytes;
            entry.AbsoluteExpirationRelativeToNow = lifetime;
        }
    }

    private void RemoveFromCache(SearchToken token)
    {
        lock (cacheLock)
        {
            deletionCount++;
            cache.Remove(token);
        }
    }

    /// <summary>Writes a final record or a tombstone if the version matches.</summary>
    private sealed class FinalRecordWrite(SqliteSearchStore store, PendingSearch? search, SearchRecord record, string? version)
        : DatabaseWriter.Write
    {
        private readonly byte[]? document = record.Status is SearchStatus.Deleted ? null : SearchRecordBrotli.Pack(record);
        private bool isWritten;

        /// <summary>Gets the stored record; null if the version did not match.</summary>
        public StoredRecord? Written { get; private set; }

        public override void Execute()
        {
            var storedVersion = store.statements.FindVersion(record.Token);
            isWritten = storedVersion is not null || search is null
                ? storedVersion == version
                : search.TryBeginFinalWrite(version, Completion.Task);
            if (isWritten)
            {
                store.statements.End(record, document, search?.RowId);
            }
        }

        public override void OnCommitted()
        {
            if (isWritten)
            {
                Written = new(record, GetVersion(record.Status, record.CompletedAt));
                if (record.Status is SearchStatus.Deleted)
                {
                    store.RemoveFromCache(record.Token);
                }
                else
                {
                    store.AddToCache(Written, store.deletionCount);
                }

                if (search is not null)
                {
                    search.Set(Written);
                    store.pending.Remove(search);
                }
            }

            base.OnCommitted();
        }

        public override void OnFailed(StoreUnavailableException exception)
        {
            if (isWritten)
            {
                search?.CancelFinalWrite();
            }

            base.OnFailed(exception);
        }
    }

    /// <summary>Inserts and deletes a row in one transaction, so that the health check detects a full disk.</summary>
    private sealed class WriteCheck(SqliteConnection connection) : DatabaseWriter.Write
    {
        // The row is larger than a page, so that a new page must be allocated.
        public override void Execute() => connection.Execute(
            """
            INSERT INTO accepted (id, token, requested_at, request) VALUES (0, zeroblob(16), 0, zeroblob(8192));
            DELETE FROM accepted WHERE id = 0;
            """);
    }
}
