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
internal sealed partial class SqliteSearchStore : ISearchStore, IDisposable
{
    private readonly string instanceId = Guid.NewGuid().ToString("N")[..8];
    private readonly string initialVersion;
    private readonly SearchQueue queue;
    private readonly TimeProvider time;
    private readonly DatabaseFile file;
    private readonly DatabaseCircuit writes;
    private readonly DatabaseReaders readers;
    private readonly RecordStatements statements;
    private readonly KeyStatements keys;
    private readonly MemoryCache cache;
    private readonly Lock cacheLock = new();
    private long updateCount;
    private long deletionCount;

    public SqliteSearchStore(
        DatabaseFile file, SearchQueue queue, MemoryBudget budget, TimeProvider time, ILogger<SqliteSearchStore> logger)
    {
        this.file = file;
        writes = new(new("The database can't be written", "The database can be written again", time, logger), time);
        cache = new(new MemoryCacheOptions { SizeLimit = budget.CacheBytes });
        initialVersion = $"{instanceId}.0";
        this.queue = queue;
        this.time = time;
        readers = new(file, new(new("The database can't be read", "The database can be read again", time, logger), time));
        try
        {
            Writer = new(file);
            statements = new(Writer.Connection);
            keys = new(file, Writer.Connection);
        }
        catch (SqliteException exception)
        {
            throw file.ToStartError(exception);
        }

        Writer.Start();
    }

    /// <summary>Gets the writer, which executes all writes.</summary>
    internal DatabaseWriter Writer { get; }

    public ValueTask<StoredRecord?> ReadAsync(SearchToken token, CancellationToken cancellationToken)
    {
        // Neither memory nor cache outlives a database that is lost.
        file.ThrowIfUnusable();
        if (queue.Find(token) is { Stored: { } stored })
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
        var search = queue.Find(record.Token);
        if (!record.IsFinal)
        {
            var nextVersion = string.Create(CultureInfo.InvariantCulture, $"{instanceId}.{Interlocked.Increment(ref updateCount)}");
            var next = new StoredRecord(record, nextVersion);
            if (search is null)
            {
                return null;
            }

            if (search.TryPublish(next, version))
            {
                queue.UpdateReservation(search, record.Suppliers);
                return next;
            }

            // Wait for a final write in progress, so that the caller's next read returns its record.
            await search.FinalWrite.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        var write = new FinalRecordWrite(this, search, record, version);
        await WriteAsync(write).ConfigureAwait(false);
        return write.Written;
    }

    public async ValueTask<KeyClaim> ClaimAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        var write = new KeyStatements.Claim(keys, claim);
        await WriteAsync(write).ConfigureAwait(false);
        return write.Valid!;
    }

    public ValueTask<KeyClaim?> FindClaimAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(readers.FindClaim(key, now));

    public async ValueTask CheckAsync(CancellationToken cancellationToken)
    {
        readers.Check();
        await WriteAsync(new WriteCheck(Writer.Connection)).ConfigureAwait(false);
    }

    /// <summary>Writes an accepted search and enqueues it.</summary>
    /// <returns>False if it has already ended.</returns>
    public async Task<bool> AcceptAsync(PendingSearch search)
    {
        var write = new RecordStatements.Accept(statements, search, OnAccepted);
        await WriteAsync(write).ConfigureAwait(false);
        return !write.HasEnded;
    }

    /// <summary>Reads the searches that an earlier process did not finish.</summary>
    public IEnumerable<UnfinishedSearch> ReadUnfinished()
    {
        foreach (var unfinished in readers.ReadUnfinished())
        {
            unfinished.Search?.Set(new(SearchRecord.Accepted(unfinished.Search.Search), initialVersion));
            yield return unfinished;
        }
    }

    /// <summary>Deletes the row of a search that can't be read. Its failure is served for a time, if its token is known.</summary>
    public async Task DiscardAsync(UnfinishedSearch unfinished, TimeSpan freshness)
    {
        var now = time.GetUtcNow();
        var end = unfinished.Token is { } token
            ? SearchRecord.Unreadable(token, unfinished.RequestedAt ?? now, now, now + freshness)
            : null;
        var name = unfinished.Token is null ? $"{unfinished.RowId}" : $"{unfinished.RowId}, search {unfinished.Token}";
        file.ReportUnreadableRow("accepted", name, end is null ? "It is deleted." : "It is deleted, and the search fails.");
        try
        {
            await WriteAsync(new RecordStatements.Discard(statements, unfinished.RowId, end)).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // The outage is logged, and the next start tries again.
        }
    }

    /// <summary>Deletes expired rows in one transaction.</summary>
    /// <returns>True if the cleanup should be repeated at once.</returns>
    public async Task<bool> CleanUpAsync()
    {
        var cleanup = new DatabaseCleanup(Writer.Connection, time.GetUtcNow());
        await WriteAsync(cleanup).ConfigureAwait(false);
        return cleanup.HasMore;
    }

    public void Dispose()
    {
        // The last connection to close checkpoints the log, which a read-only connection can't do.
        readers.Dispose();
        writes.Dispose();
        Writer.Dispose();
        cache.Dispose();
    }

    /// <summary>Returns the version of a final record, from the milliseconds of its end. It is stable across restarts.</summary>
    public static string GetVersion(SearchStatus status, long? completedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{status}.{completedAt:x}");

    private Task WriteAsync(DatabaseWriter.Write write) =>
        writes.ExecuteAsync(static call => call.Writer.WriteAsync(call.Write), (Writer, Write: write));

    /// <summary>Runs on the writer's thread, so that searches are queued in the order in which they were written.</summary>
    private void OnAccepted(PendingSearch search)
    {
        search.Set(new(SearchRecord.Accepted(search.Search), initialVersion));
        queue.Enqueue(search);
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

            cache.Set(
                stored.Record.Token,
                stored,
                new MemoryCacheEntryOptions { Size = stored.ApproximateBytes, AbsoluteExpirationRelativeToNow = lifetime });
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
}
