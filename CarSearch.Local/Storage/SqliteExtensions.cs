using CarSearch.Searches;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CarSearch.Local.Storage;

/// <summary>Extensions of <see cref="SqliteConnection"/>, <see cref="SqliteCommand"/> and <see cref="SqliteDataReader"/>.</summary>
internal static class SqliteExtensions
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Executes a query and returns the first column of the first row.</summary>
    public static object? ExecuteScalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Creates a prepared command for repeated execution.</summary>
    public static SqliteCommand CreatePreparedCommand(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        command.Prepare();
        return command;
    }

    /// <summary>Sets the values of the parameters, in order.</summary>
    public static SqliteCommand WithValues(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Reads a column as bytes, whatever its type.</summary>
    public static byte[] GetBytes(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    /// <summary>Reads a token. Returns null for another value.</summary>
    public static SearchToken? GetToken(this SqliteDataReader row, int column) =>
        row.GetBytes(column) is { Length: SearchToken.Length / 2 } bytes ? SearchToken.FromBytes(bytes) : null;

    /// <summary>Reads an instant in milliseconds since 1970. Returns null for a value that no host wrote.</summary>
    public static DateTimeOffset? GetInstant(this SqliteDataReader row, int column)
    {
        // Leaves room for additions, such as the lifetime of a search.
        const long MaxMilliseconds = 250_000_000_000_000;
        return !row.IsDBNull(column) && row.GetInt64(column) is >= 0 and < MaxMilliseconds and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}

/// <summary>Classifies the errors of SQLite.</summary>
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
