using CarSearch.Searches;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CarSearch.Local.Storage;

/// <summary>The SQLite database file, locked for this process.</summary>
internal sealed partial class DatabaseFile : IDisposable
{
    /// <summary>The maximum seconds that a statement waits for a lock of another process. There are no waits within this process.</summary>
    private const int LockTimeoutSeconds = 1;

    private const int LockTimeoutAtStartSeconds = 4;

    private static readonly TimeSpan MaxCheckTime = TimeSpan.FromSeconds(1);

    private readonly DatabaseLock fileLock;
    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly string logPath;
    private readonly ILogger logger;
    private string? damage;
    private bool isDisposed;

    private DatabaseFile(string path, DatabaseLock fileLock, SqliteConnection connection, ILogger logger)
    {
        Path = path;
        this.fileLock = fileLock;
        this.connection = connection;
        this.logger = logger;
        handle = connection.Handle!;
        logPath = connection.GetResolvedPath() + "-wal";
    }

    public string Path { get; }

    /// <summary>Locks the file for this process, opens and checks it, and creates or verifies its tables.</summary>
    /// <exception cref="InvalidOperationException">
    /// The file is locked by another process, can't be opened, is damaged, or has another schema version.
    /// </exception>
    public static DatabaseFile Open(string name, ILogger logger)
    {
        var path = System.IO.Path.GetFullPath(name);
        DatabaseLock? fileLock = null;
        try
        {
            var target = new FileInfo(path) is { LinkTarget: not null } link
                ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
                : path;
            ThrowIfContentIsMissing(target);
            fileLock = DatabaseLock.TryAcquire(target)
                ?? throw new InvalidOperationException(
                    $"The database {path} is in use by another CarSearch process. "
                    + "Stop that process, or set CarSearch:Database to another file.");
            return Open(path, fileLock, WriteAheadLog.Read(target), logger);
        }
        catch (Exception exception)
        {
            fileLock?.Dispose();
            if (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw CannotOpen(path, exception);
            }

            throw;
        }
    }

    /// <summary>Opens a connection. A connection is not thread-safe.</summary>
    public SqliteConnection OpenConnection(bool isReader = false) =>
        OpenConnection(Path, isReader ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate, LockTimeoutSeconds);

    /// <summary>Throws if the database can't be used until the next start, or is no longer at its path.</summary>
    /// <exception cref="StoreUnavailableException">The database is damaged, deleted or replaced.</exception>
    public void ThrowIfUnusable()
    {
        if (Volatile.Read(ref damage) is { } message)
        {
            throw new StoreUnavailableException(message);
        }

        try
        {
            if (!SqliteNative.HasMoved(handle))
            {
                return;
            }
        }
        catch (ObjectDisposedException exception)
        {
            throw new StoreUnavailableException("The database is closed because the host is stopping.", exception);
        }

        throw new StoreUnavailableException($"The database {Path} was deleted, renamed or replaced while it was in use.");
    }

    /// <summary>Throws if writes would not be in the files that the next start reads.</summary>
    /// <exception cref="StoreUnavailableException">The database or its write-ahead log is damaged, deleted or replaced.</exception>
    public void ThrowIfNotWritable()
    {
        ThrowIfUnusable();
        if (!File.Exists(logPath))
        {
            throw new StoreUnavailableException($"The write-ahead log {logPath} was deleted while the database was in use.");
        }
    }

    /// <summary>Marks the database as damaged if that is the cause of an error. It is not used until the next start.</summary>
    public void ReportError(Exception exception)
    {
        if (SqliteErrors.IsDamage(exception)
            && Interlocked.CompareExchange(ref damage, $"The database {Path} is damaged: {exception.Message}", null) is null)
        {
            LogDamaged(Path, exception.Message);
        }
    }

    /// <summary>Gets the exception for an error that prevents the start though the database could be opened.</summary>
    public InvalidOperationException ToStartError(SqliteException exception) =>
        SqliteErrors.IsDamage(exception) ? Damaged(Path, exception.Message) : CannotOpen(Path, exception);

    public void ReportUnreadableRow(string table, string row, string consequence) => LogUnreadableRow(Path, table, row, consequence);

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (damage is null)
        {
            try
            {
                // As the last connection, it checkpoints and deletes the log.
                DatabaseSchema.MarkClosed(connection);
            }
            catch (SqliteException)
            {
                // The next start recovers the log, as after a crash.
            }
        }
        else
        {
            connection.RetainLogOnClose(true);
        }

        connection.Dispose();
        fileLock.Dispose();
    }

    private static DatabaseFile Open(string path, DatabaseLock fileLock, WriteAheadLog log, ILogger logger)
    {
        var connection = OpenConnection(path, SqliteOpenMode.ReadWriteCreate, LockTimeoutAtStartSeconds);
        try
        {
            // The log of a database that is not opened stays as it is.
            connection.RetainLogOnClose(true);
            var file = new DatabaseFile(path, fileLock, connection, logger);
            file.CheckIntegrity();

            // A new file and a copy by VACUUM INTO have no log yet, also if the original was open.
            var hasLog = connection.ExecuteScalar("PRAGMA journal_mode") is "wal";
            DatabaseSchema.CreateTables(connection, path);
            file.LogLosses(log, wasOpen: DatabaseSchema.MarkOpen(connection) && hasLog);
            connection.RetainLogOnClose(false);
            connection.DefaultTimeout = LockTimeoutSeconds;
            return file;
        }
        catch (Exception exception)
        {
            connection.Dispose();
            throw exception is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT } ? Damaged(path, exception.Message) : exception;
        }
    }

    /// <summary>SQLite deletes the log of an empty database.</summary>
    private static void ThrowIfContentIsMissing(string path)
    {
        string[] companions = [path + "-wal", path + "-shm"];
        if (new FileInfo(path) is { Exists: true, Length: > 0 }
            || companions.FirstOrDefault(name => new FileInfo(name) is { Exists: true, Length: > 0 }) is not { } companion)
        {
            return;
        }

        throw new InvalidOperationException(
            $"The database {path} is {(File.Exists(path) ? "empty" : "missing")}, but {companion} belongs to one with content. Restore the "
            + $"database, or delete {companion} to start with an empty one.");
    }

    private static SqliteConnection OpenConnection(string path, SqliteOpenMode mode, int timeoutSeconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = timeoutSeconds,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static InvalidOperationException CannotOpen(string path, Exception exception) =>
        new($"The database {path} can't be opened: {exception.Message} (setting CarSearch:Database)", exception);

    private static InvalidOperationException Damaged(string path, string problem) => new(
        $"The database {path} is damaged: {problem}. Restore it from a backup, or set CarSearch:Database to another file. "
        + $"\"sqlite3 {path} .recover\" prints what can be read.");

    /// <summary>Checks the structure of the database, for a limited time.</summary>
    private void CheckIntegrity()
    {
        connection.LimitTime(MaxCheckTime);
        try
        {
            if (connection.ExecuteScalar("PRAGMA quick_check(1)") is not "ok" and var problem)
            {
                throw Damaged(Path, $"{problem}".ReplaceLineEndings(" "));
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            LogCheckIncomplete(Path, MaxCheckTime.TotalSeconds);
        }
        finally
        {
            connection.LimitTime(null);
        }
    }
}
