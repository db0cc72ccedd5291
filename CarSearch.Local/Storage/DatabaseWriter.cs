using System.Threading.Channels;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>
/// The one thread that writes. It takes all writes that have come meanwhile into one transaction, so that a burst of them
/// costs one wait for the disk together. Each write is done when its transaction is on the disk.
/// </summary>
internal sealed class DatabaseWriter : IDisposable
{
    private const int MostInOneTransaction = 512;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly Channel<Write> queue = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    private readonly Thread thread;

    public DatabaseWriter(DatabaseFile file)
    {
        connection = file.Connect();

        // FULL: a commit waits until the disk has it. What was answered with 202 survives a crash of the process, of the
        // system, and a loss of power (as far as the disk keeps what it says it has).
        connection.Run("PRAGMA synchronous = FULL");
        connection.Run("PRAGMA wal_autocheckpoint = 4000");
        connection.Run("PRAGMA journal_size_limit = 67108864");
        begin = connection.Prepared("BEGIN IMMEDIATE");
        commit = connection.Prepared("COMMIT");
        thread = new(Run) { Name = "CarSearch database writer", IsBackground = true };
    }

    /// <summary>The connection; for preparing commands before <see cref="Start"/>, and for the work of a <see cref="Write"/>.</summary>
    public SqliteConnection Connection => connection;

    public void Start() => thread.Start();

    /// <summary>Does some work in the next transaction.</summary>
    /// <exception cref="StoreUnavailableException">The transaction could not be committed; nothing of it was written.</exception>
    public Task WriteAsync(Write write) => queue.Writer.TryWrite(write)
        ? write.Done.Task
        : Task.FromException(new StoreUnavailableException("The database is closed: this host is stopping."));

    /// <summary>Writes what has been asked for, then closes.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        connection.Dispose();
    }

    private void Run()
    {
        var batch = new List<Write>(MostInOneTransaction);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostInOneTransaction && queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            CommitAll(batch);
            batch.Clear();
        }
    }

    /// <summary>Commits writes together; where that fails, each by itself, so that none suffers from another.</summary>
    private void CommitAll(List<Write> batch)
    {
        if (Commit(batch) is not { } fault)
        {
            batch.ForEach(write => write.Committed());
            return;
        }

        foreach (var write in batch)
        {
            var own = batch.Count == 1 ? fault : Commit([write]);
            if (own is null)
            {
                write.Committed();
            }
            else
            {
                write.Fail(new($"The database can't be written: {own.Message}", own));
            }
        }
    }

    /// <summary>Commits writes in one transaction.</summary>
    /// <returns>Why nothing of it was written, or null.</returns>
    private Exception? Commit(List<Write> batch)
    {
        try
        {
            begin.ExecuteNonQuery();
            foreach (var write in batch)
            {
                write.Do();
            }

            commit.ExecuteNonQuery();
            return null;
        }
#pragma warning disable CA1031 // Whatever went wrong, those who wait for this transaction must learn of it, and the next one may fare better.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            TryRollBack();
            return exception;
        }
    }

    private void TryRollBack()
    {
        try
        {
            connection.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Some faults, such as a full disk, have rolled back already.
        }
    }

    /// <summary>Some work for one transaction.</summary>
    public abstract class Write
    {
        /// <summary>Done when the transaction is on the disk.</summary>
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>
        /// The work, on the writer's thread, within the transaction. It may find its own batch's earlier writes done, and it may be
        /// called again when that transaction failed.
        /// </summary>
        public abstract void Do();

        /// <summary>On the writer's thread, once the transaction is on the disk.</summary>
        public virtual void Committed() => Done.TrySetResult();

        /// <summary>On the writer's thread, when the transaction failed.</summary>
        public virtual void Fail(StoreUnavailableException exception) => Done.TrySetException(exception);
    }
}
