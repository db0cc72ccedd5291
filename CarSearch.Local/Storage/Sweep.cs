using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>One sweep: offers go when they expire, the rest of their row a day later, tombstones and keys after a day.</summary>
internal sealed class Sweep(SqliteConnection connection, DateTimeOffset now) : DatabaseWriter.Write
{
    /// <summary>How many rows of each kind one sweep takes at most, so that writes do not wait long for it.</summary>
    private const int MostRows = 1000;

    /// <summary>How many free pages the file may keep for new records.</summary>
    private const int KeptPages = 4096;

    /// <summary>How long what is left of a search is kept once its offers are gone, or it was deleted.</summary>
    public static TimeSpan Keep { get; } = TimeSpan.FromDays(1);

    /// <summary>Whether rows may be left for another sweep.</summary>
    public bool HasMore { get; private set; }

    public override void Do()
    {
        var swept = Change(
            """
            UPDATE records SET record = NULL, due_at = expires_at + $keep
            WHERE id IN (SELECT id FROM records WHERE due_at <= $now AND record IS NOT NULL ORDER BY due_at LIMIT $most)
            """);
        swept = Math.Max(swept, Change(
            "DELETE FROM records WHERE id IN (SELECT id FROM records WHERE due_at <= $now AND record IS NULL ORDER BY due_at LIMIT $most)"));
        swept = Math.Max(swept, Change(
            "DELETE FROM keys WHERE key IN (SELECT key FROM keys WHERE claimed_at <= $now - $life ORDER BY claimed_at LIMIT $most)"));
        HasMore = swept == MostRows || GiveBack();
    }

    /// <summary>Gives pages that nobody uses back to the file system.</summary>
    /// <returns>Whether there are more to give.</returns>
    private bool GiveBack()
    {
        var free = FreePages();
        if (free <= KeptPages)
        {
            return false;
        }

        // It frees a page a step, so it is read to its end.
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA incremental_vacuum({MostRows})";
        using var steps = command.ExecuteReader();
        while (steps.Read())
        {
        }

        // A file that was not made by this program may not be able to give any.
        return FreePages() is var left && left > KeptPages && left < free;
    }

    private long FreePages() => (long)connection.Value("PRAGMA freelist_count")!;

    private int Change(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$keep", (long)Keep.TotalMilliseconds);
        command.Parameters.AddWithValue("$life", (long)KeyClaim.Lifetime.TotalMilliseconds);
        command.Parameters.AddWithValue("$most", MostRows);
        return command.ExecuteNonQuery();
    }
}
