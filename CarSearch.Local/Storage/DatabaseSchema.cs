using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The tables of the database.</summary>
internal static class DatabaseSchema
{
    private const int Version = 1;

    /// <summary>Creates the tables unless they exist.</summary>
    /// <exception cref="InvalidOperationException">The file has another schema version.</exception>
    public static void CreateTables(SqliteConnection connection, string path)
    {
        // This pragma takes effect only in an empty file.
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Execute("PRAGMA journal_mode = WAL");
        var version = (long)connection.ExecuteScalar("PRAGMA user_version")!;
        if (version is not (0 or Version))
        {
            throw new InvalidOperationException(
                $"The database {path} has schema version {version}, but this version of CarSearch requires {Version}. "
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
            -- Whether a process has the database open: then there must be a write-ahead log.
            CREATE TABLE IF NOT EXISTS process (id INTEGER PRIMARY KEY CHECK (id = 1), is_open INTEGER NOT NULL);
            INSERT OR IGNORE INTO process (id, is_open) VALUES (1, 0);
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }

    /// <summary>Marks the database as open. The mark is in the database file itself, so that it outlives the write-ahead log.</summary>
    /// <returns>Whether it was marked already: the last process did not close the database.</returns>
    public static bool MarkOpen(SqliteConnection connection)
    {
        if (connection.ExecuteScalar("SELECT is_open FROM process") is not 0L)
        {
            return true;
        }

        connection.Execute("UPDATE process SET is_open = 1");
        connection.Execute("PRAGMA wal_checkpoint(FULL)");
        return false;
    }

    public static void MarkClosed(SqliteConnection connection) => connection.Execute("UPDATE process SET is_open = 0");
}
