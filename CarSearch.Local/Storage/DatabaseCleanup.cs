using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>
/// Deletes offers when they expire, the rest of their row a day later, and tombstones and idempotency keys after a day. Returns free pages
/// to the file system.
/// </summary>
internal sealed class DatabaseCleanup(SqliteConnection connection, DateTimeOffset now) : DatabaseWriter.Write
{
    /// <summary>The maximum number of rows per table and transaction, so that other writes are not delayed for long.</summary>
    private const int MaxRows = 1000;

    /// <summary>The maximum number of free pages that stay in the file for new records.</summary>
    private const int MaxFreePages = 4096;

    /// <summary>Gets how long the row of an expired or deleted search is retained.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(1);

    /// <summary>Gets whether the cleanup should be repeated at once.</summary>
    public bool HasMore { get; private set; }

    public override void Execute()
    {
        var rows = ExecuteStatement(
            """
            UPDATE records SET record = NULL, due_at = expires_at + $retention
            WHERE id IN (SELECT id FROM records WHERE due_at <= $now AND record IS NOT NULL ORDER BY due_at LIMIT $max)
            """);
        rows = Math.Max(rows, ExecuteStatement(
            "DELETE FROM records WHERE id IN (SELECT id FROM records WHERE due_at <= $now AND record IS NULL ORDER BY due_at LIMIT $max)"));
        rows = Math.Max(rows, ExecuteStatement(
            "DELETE FROM keys WHERE key IN (SELECT key FROM keys WHERE claimed_at <= $now - $lifetime ORDER BY claimed_at LIMIT $max)"));
        HasMore = rows == MaxRows || ReclaimPages();
    }

    /// <summary>Returns free pages to the file system.</summary>
    /// <returns>True if there are more.</returns>
    private bool ReclaimPages()
    {
        var before = CountFreePages();
        if (before <= MaxFreePages)
        {
            return false;
        }

        // The pragma frees one page per step, so it must be read to the end.
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA incremental_vacuum({MaxRows})";
        using var steps = command.ExecuteReader();
        while (steps.Read())
        {
        }

        // Without auto_vacuum, which is set only when a file is created, no page is freed.
        return CountFreePages() is var after && after > MaxFreePages && after < before;
    }

    private long CountFreePages() => (long)connection.ExecuteScalar("PRAGMA freelist_count")!;

    private int ExecuteStatement(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$retention", (long)Retention.TotalMilliseconds);
        command.Parameters.AddWithValue("$lifetime", (long)KeyClaim.Lifetime.TotalMilliseconds);
        command.Parameters.AddWithValue("$max", MaxRows);
        return command.ExecuteNonQuery();
    }
}
