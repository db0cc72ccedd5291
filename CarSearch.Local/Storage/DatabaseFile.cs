using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The SQLite database file, locked for this process.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private const int SchemaVersion = 1;

    private readonly FileStream lockFile;

    private DatabaseFile(string path, FileStream lockFile)
    {
        Path = path;
        this.lockFile = lockFile;
    }

    /// <summary>Gets the full path of the file.</summary>
    public string Path { get; }

    /// <summary>Locks the file for this process, opens it, and creates or verifies its tables.</summary>
    /// <exception cref="InvalidOperationException">
    /// The file is locked by another process, can't be opened, or has another schema version.
    /// </exception>
    public static DatabaseFile Open(string name)
    {
        var path = System.IO.Path.GetFullPath(name);
        var file = new DatabaseFile(path, Lock(path));
        try
        {
            using var connection = file.OpenConnection();
            file.CreateTables(connection);
            return file;
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw CannotOpen(path, exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection. A connection is not thread-safe.</summary>
    public SqliteConnection OpenConnection(bool isReader = false)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = isReader ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose() => lockFile.Dispose();

    /// <summary>Locks a file beside the database. The operating system releases the lock however the process ends.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            throw new InvalidOperationException(
                $"The database {path} is in use by another CarSearch process. "
                + "Stop that process, or set CarSearch:Database to another file.",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotOpen(path, exception);
        }
    }

    private static InvalidOperationException CannotOpen(string path, Exception exception) =>
        new($"The database {path} can't be opened: {exception.Message} (setting CarSearch:Database)", exception);

    // The error codes of Linux, macOS and Windows: the same exception type also reports a full or read-only disk.
    private static bool IsInUse(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private void CreateTables(SqliteConnection connection)
    {
        // This pragma takes effect only in an empty file.
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Execute("PRAGMA journal_mode = WAL");
        var version = (long)connection.ExecuteScalar("PRAGMA user_version")!;
        if (version is not (0 or SchemaVersion))
        {
            throw new InvalidOperationException(
                $"The database {Path} has schema version {version}, but this version of CarSearch requires {SchemaVersion}. "
                + "Set CarSearch:Database to another file.");
        }

        connection.Execute(
            $"""
            BEGIN IMMEDIATE;
            -- Searches that have not ended. Read only at startup: the running process has them in memory.
            CREATE TABLE IF NOT EXISTS accepted (
                id INTEGER PRIMARY KEY,
                token BLOB NOT NULL,
                requested_at INTEGER NOT NULL,
                request BLOB NOT NULL
            );
            -- Searches that have ended or been deleted. due_at: when the cleanup next processes the row.
            CREATE TABLE IF NOT EXISTS records (
                id INTEGER PRIMARY KEY,
                token BLOB NOT NULL UNIQUE,
                status INTEGER NOT NULL,
                requested_at INTEGER NOT NULL,
                completed_at INTEGER,
                expires_at INTEGER,
                due_at INTEGER NOT NULL,
                record BLOB
            );
            CREATE INDEX IF NOT EXISTS records_due ON records (due_at);
            CREATE TABLE IF NOT EXISTS keys (
                key BLOB PRIMARY KEY,
                token BLOB NOT NULL,
                digest BLOB NOT NULL,
                claimed_at INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS keys_claimed ON keys (claimed_at);
            PRAGMA user_version = {SchemaVersion};
            COMMIT;
            """);
    }
}
