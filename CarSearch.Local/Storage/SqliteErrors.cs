using CarSearch.Searches;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CarSearch.Local.Storage;

internal static class SqliteErrors
{
    /// <summary>Returns whether the database is damaged, so that retries fail too.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>
    /// Returns whether the cause is the database, such as a lock or a full disk, so that other statements fail too. Otherwise it is the
    /// statement itself.
    /// </summary>
    public static bool IsOfDatabase(Exception? exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is not (
            raw.SQLITE_ERROR or raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_RANGE),
        _ => exception is StoreUnavailableException,
    };
}
