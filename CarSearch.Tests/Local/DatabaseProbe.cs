using CarSearch.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CarSearch.Tests.Local;

/// <summary>A second connection to the file of a host, to look at it and to get in its way.</summary>
internal sealed class DatabaseProbe : IDisposable
{
    private readonly SqliteConnection connection;

    public DatabaseProbe(TempFolder folder)
    {
        connection = new($"Data Source={Path.Combine(folder.Path, "carsearch.db")};Pooling=False");
        connection.Open();
    }

    public long Number(string sql) => (long)Run(sql)!;

    public object? Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>From now on no search can be accepted, ended or deleted.</summary>
    public void Break()
    {
        foreach (var table in new[] { "accepted", "records", "keys" })
        {
            Run($"CREATE TRIGGER broken_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        }

        Run("CREATE TRIGGER broken_sweep BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
    }

    /// <summary>From now on it works again.</summary>
    public void Mend()
    {
        foreach (var name in new[] { "accepted", "records", "keys", "sweep" })
        {
            Run($"DROP TRIGGER broken_{name}");
        }
    }

    /// <summary>Looks again and again, for what happens by itself and soon. Fails after 30 s.</summary>
    public async Task UntilAsync(string sql, long expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Number(sql) != expected)
        {
            Assert.False(limit.IsCancellationRequested, $"{sql} is {Number(sql)}, not {expected}.");
            await Task.Yield();
        }
    }

    public void Dispose() => connection.Dispose();
}
