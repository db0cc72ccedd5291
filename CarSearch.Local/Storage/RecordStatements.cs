using System.Text.Json;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The statements that write searches. For the writer's thread only.</summary>
internal sealed class RecordStatements(SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.Prepared("SELECT status, completed_at FROM records WHERE token = $token", "$token");

    private readonly SqliteCommand accept = connection.Prepared(
        """
        INSERT INTO accepted (id, token, requested_at, request)
        SELECT $id, $token, $requested, $request WHERE NOT EXISTS (SELECT 1 FROM records WHERE token = $token)
        """,
        "$id", "$token", "$requested", "$request");

    private readonly SqliteCommand finish = connection.Prepared("DELETE FROM accepted WHERE id = $id", "$id");

    private readonly SqliteCommand end = connection.Prepared(
        """
        INSERT INTO records (token, status, requested_at, completed_at, expires_at, due_at, record)
        VALUES ($token, $status, $requested, $completed, $expires, $due, $record)
        ON CONFLICT (token) DO UPDATE SET status = excluded.status, completed_at = excluded.completed_at,
            expires_at = excluded.expires_at, due_at = excluded.due_at, record = excluded.record
        """,
        "$token", "$status", "$requested", "$completed", "$expires", "$due", "$record");

    private long lastRow = (long)connection.Value("SELECT coalesce(max(id), 0) FROM accepted")!;

    /// <summary>The version of a record that has ended; null when there is none.</summary>
    public string? FindVersion(SearchToken token)
    {
        using var row = find.With(token.ToBytes()).ExecuteReader();
        return row.Read()
            ? SqliteSearchStore.VersionOf((SearchStatus)row.GetInt32(0), row.IsDBNull(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
            : null;
    }

    /// <summary>Writes a record that has ended, or a tombstone, and crosses the search off the accepted ones.</summary>
    public void End(SearchRecord record, byte[]? document, long? acceptedRow)
    {
        var due = record.ExpiresAt ?? record.UpdatedAt + Sweep.Keep;
        end.With(
            record.Token.ToBytes(),
            (long)record.Status,
            record.RequestedAt.ToUnixTimeMilliseconds(),
            record.CompletedAt?.ToUnixTimeMilliseconds(),
            record.ExpiresAt?.ToUnixTimeMilliseconds(),
            due.ToUnixTimeMilliseconds(),
            document).ExecuteNonQuery();
        if (acceptedRow is { } row)
        {
            finish.With(row).ExecuteNonQuery();
        }
    }

    /// <summary>Writes an accepted search down, unless it has ended already.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="search">The search.</param>
    /// <param name="accepted">Called on the writer's thread, in the order of acceptance, once the search is on the disk.</param>
    public sealed class Accept(RecordStatements statements, LiveSearch search, Action<LiveSearch> accepted) : DatabaseWriter.Write
    {
        private readonly byte[] request = JsonSerializer.SerializeToUtf8Bytes(search.Search.Request, SearchJson.Default.SearchRequest);

        /// <summary>Whether the search had ended before.</summary>
        public bool HasEnded { get; private set; }

        public override void Do()
        {
            search.Row = ++statements.lastRow;
            HasEnded = statements.accept
                .With(search.Row, search.Search.Token.ToBytes(), search.Search.RequestedAt.ToUnixTimeMilliseconds(), request)
                .ExecuteNonQuery() == 0;
        }

        public override void Committed()
        {
            if (!HasEnded)
            {
                accepted(search);
            }

            base.Committed();
        }
    }
}
