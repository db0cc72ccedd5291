using CarSearch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CarSearch.Tests.Local;

/// <summary>A second connection to the database of a host, for inspection and fault injection.</summary>
internal sealed class DatabaseProbe : IDisposable
{
    private readonly SqliteConnection connection;

    public DatabaseProbe(TempFolder folder)
    {
        connection = new($"Data Source={folder.Database};Pooling=False");
        connection.Open();
    }

    public long QueryNumber(string sql) => (long)Execute(sql)!;

    public object? Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>Makes writes of accepted searches, final records and deletions fail.</summary>
    public void FailWrites()
    {
        foreach (var table in new[] { "accepted", "records", "keys" })
        {
            Execute($"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        }

        Execute("CREATE TRIGGER broken_cleanup BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
    }

    /// <summary>Makes writes succeed again.</summary>
    public void AllowWrites()
    {
        foreach (var name in new[] { "accepted", "records", "keys", "cleanup" })
        {
            Execute($"DROP TRIGGER broken_{name}");
        }
    }

    /// <summary>Repeats a query until it returns the expected number.</summary>
    public Task WaitForAsync(string sql, long expected, Action? advance = null) => Eventually.TrueAsync(
        () => QueryNumber(sql) == expected, () => $"{sql} is {QueryNumber(sql)}, not {expected}.", advance);

    public void Dispose() => connection.Dispose();
}
