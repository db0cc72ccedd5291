using System.Threading.Channels;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>
/// Executes writes on a single thread. Writes that arrive during a commit share the next transaction, so that a burst of them costs one
/// flush (group commit). A write completes when its transaction has been flushed to the disk.
/// </summary>
internal sealed class DatabaseWriter : IDisposable
{
    private const int MaxBatchSize = 512;

    /// <summary>The maximum time that a close waits for writes, which may be waiting for a lock or for the disk.</summary>
    private static readonly TimeSpan MaxCloseTime = TimeSpan.FromSeconds(1);

    private readonly DatabaseFile file;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly Channel<Write> queue = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    private readonly Thread thread;

    public DatabaseWriter(DatabaseFile file)
    {
        this.file = file;
        connection = file.OpenConnection();

        // FULL flushes the log on every commit. An accepted search survives a crash of the process or the system, and a loss of power
        // as far as the disk honors a flush.
        connection.Execute("PRAGMA synchronous = FULL");
        connection.Execute("PRAGMA wal_autocheckpoint = 4000");
        connection.Execute("PRAGMA journal_size_limit = 67108864");

        // Temporary files would need file handles, which can run out.
        connection.Execute("PRAGMA temp_store = MEMORY");
        begin = connection.CreatePreparedCommand("BEGIN IMMEDIATE");
        commit = connection.CreatePreparedCommand("COMMIT");
        thread = new(Run) { Name = "CarSearch database writer", IsBackground = true };
    }

    /// <summary>Gets the connection, for preparing commands before <see cref="Start"/> and for executing a <see cref="Write"/>.</summary>
    public SqliteConnection Connection => connection;

    public void Start() => thread.Start();

    /// <summary>Executes a write in the next transaction.</summary>
    /// <exception cref="StoreUnavailableException">The write could not be committed.</exception>
    public Task WriteAsync(Write write) => queue.Writer.TryWrite(write)
        ? write.Completion.Task
        : Task.FromException(new StoreUnavailableException("The database is closed because the host is stopping."));

    /// <summary>
    /// Executes the queued writes, then closes the connection. Waits at most a second: the next start resumes what was not written.
    /// </summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        if (!thread.IsAlive || thread.Join(MaxCloseTime))
        {
            connection.Dispose();
        }
    }

    private void Run()
    {
        var batch = new List<Write>(MaxBatchSize);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MaxBatchSize && queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            CommitAll(batch);
            batch.Clear();
        }
    }

    /// <summary>
    /// Commits writes in one transaction. If a write fails by itself, commits each separately, so that it does not affect the others. If
    /// the database fails, all of them fail: repeated one by one, each would wait for the same lock or disk.
    /// </summary>
    private void CommitAll(List<Write> batch)
    {
        var error = Commit(batch);
        if (error is null)
        {
            batch.ForEach(write => write.OnCommitted());
            return;
        }

        foreach (var write in batch)
        {
            if (batch.Count > 1 && !SqliteErrors.IsOfDatabase(error))
            {
                if (Commit([write]) is not { } ownError)
                {
                    write.OnCommitted();
                    continue;
                }

                // If it is an error of the database, the remaining writes fail too.
                error = ownError;
            }

            write.OnFailed(error as StoreUnavailableException ?? new($"The database can't be written: {error.Message}", error));
        }
    }

    /// <summary>Commits writes in one transaction.</summary>
    /// <returns>Null on success; otherwise the error, after a rollback.</returns>
    private Exception? Commit(List<Write> batch)
    {
        try
        {
            file.ThrowIfNotWritable();
            begin.ExecuteNonQuery();
            foreach (var write in batch)
            {
                write.Execute();
            }

            commit.ExecuteNonQuery();
            return null;
        }
#pragma warning disable CA1031 // The callers that await the writes must get the error, and the thread must continue.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            file.ReportError(exception);
            TryRollBack();
            return exception;
        }
    }

    private void TryRollBack()
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some errors, such as a full disk, have already rolled back the transaction.
        }
    }

    /// <summary>A write within a transaction.</summary>
    public abstract class Write
    {
        /// <summary>Gets the source of the task that completes when the transaction has been flushed to the disk.</summary>
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>
        /// Executes the statements on the writer's thread, after the earlier writes of the same transaction. It is called again if the
        /// transaction failed.
        /// </summary>
        public abstract void Execute();

        /// <summary>Called on the writer's thread after the transaction has been flushed to the disk.</summary>
        public virtual void OnCommitted() => Completion.TrySetResult();

        /// <summary>Called on the writer's thread after the write has failed.</summary>
        public virtual void OnFailed(StoreUnavailableException exception) => Completion.TrySetException(exception);
    }
}
