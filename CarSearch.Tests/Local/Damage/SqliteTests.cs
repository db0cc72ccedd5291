using CarSearch.Local.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CarSearch.Tests.Local.Damage;

/// <summary>Verifies what the host expects of SQLite itself.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteTests() => connection.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void The_version_of_SQLite_recovers_logs_without_the_reset_bug()
    {
        // Versions before 3.51.3 can corrupt a database whose log is restarted by one connection and checkpointed by another.
        Assert.True(Version.Parse(connection.ServerVersion) >= new Version(3, 51, 3), connection.ServerVersion);
    }

    [Fact]
    public void A_check_of_a_large_database_is_stopped_when_its_time_is_up()
    {
        connection.Execute(
            """
            CREATE TABLE large (a);
            WITH RECURSIVE rows(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM rows WHERE a < 50000) INSERT INTO large SELECT a FROM rows;
            """);
        connection.LimitTime(TimeSpan.FromSeconds(-1));
        var stopped = Assert.Throws<SqliteException>(() => connection.ExecuteScalar("PRAGMA quick_check(1)"));
        Assert.Equal(raw.SQLITE_INTERRUPT, stopped.SqliteErrorCode);

        connection.LimitTime(null);
        Assert.Equal("ok", connection.ExecuteScalar("PRAGMA quick_check(1)"));
    }
}
