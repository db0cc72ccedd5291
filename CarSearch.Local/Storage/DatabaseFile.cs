using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The SQLite file, held by this process alone, with its tables.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private const int Schema = 1;

    private readonly FileStream held;

    private DatabaseFile(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>Takes the file for this process, and makes or checks its tables.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it, it can't be opened, or it is of another make; the message says which.</exception>
    public static DatabaseFile Open(string name)
    {
        var path = System.IO.Path.GetFullPath(name);
        var file = new DatabaseFile(path, Hold(path));
        try
        {
            using var connection = file.Connect();
            file.Prepare(connection);
            return file;
        }
        catch (SqliteException exception)
        {
            file.Dispose();
            throw new InvalidOperationException($"The database {path} can't be opened: {exception.Message} (setting CarSearch:Database)", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A connection of its own. SQLite's connections are not for several threads at once.</summary>
    public SqliteConnection Connect(bool isReader = false)
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
    public void Dispose() => held.Dispose();

    /// <summary>Holds a file beside the database for as long as this process lives: the system lets go of it however the process ends.</summary>
    private static FileStream Hold(string path)
    {
        try
        {
            return new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsInUse(exception))
        {
            throw new InvalidOperationException(
                $"The database {path} is in use by another CarSearch. Stop that one, or give this one a file of its own with CarSearch:Database.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The database {path} can't be opened: {exception.Message} (setting CarSearch:Database)", exception);
        }
    }

    /// <summary>By the system's own number, since the same exception tells of a full or read-only disk: Linux, macOS, Windows.</summary>
    private static bool IsInUse(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    private void Prepare(SqliteConnection connection)
    {
        // Takes effect only in a file that is still empty.
        connection.Run("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Run("PRAGMA journal_mode = WAL");
        var found = (long)connection.Value("PRAGMA user_version")!;
        if (found is not (0 or Schema))
        {
            throw new InvalidOperationException(
                $"The database {Path} was made by another version of CarSearch (schema {found}; this one reads {Schema}). Give this one a file of its own with CarSearch:Database.");
        }

        connection.Run(
            $"""
            BEGIN IMMEDIATE;
            -- Searches that have not ended. Read only at start: while the process lives, it has them in memory.
            CREATE TABLE IF NOT EXISTS accepted (
                id INTEGER PRIMARY KEY,
                token BLOB NOT NULL,
                requested_at INTEGER NOT NULL,
                request BLOB NOT NULL
            );
            -- Searches that have ended or been deleted. due_at: when the sweep next has something to do with the row.
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
            PRAGMA user_version = {Schema};
            COMMIT;
            """);
    }
}
