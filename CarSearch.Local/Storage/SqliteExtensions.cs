using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Extensions of <see cref="SqliteConnection"/> and <see cref="SqliteCommand"/>.</summary>
internal static class SqliteExtensions
{
    /// <summary>Executes statements.</summary>
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
}
