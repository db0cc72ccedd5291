using System.Text.Json;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The statements that write searches. They are executed on the writer's thread only.</summary>
internal sealed class RecordStatements(SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.CreatePreparedCommand(
        "SELECT status, completed_at FROM records WHERE token = $token", "$token");

    private readonly SqliteCommand accept = connection.CreatePreparedCommand(
        """
        INSERT INTO accepted (id, token, requested_at, request)
        SELECT $id, $token, $requested, $request WHERE NOT EXISTS (SELECT 1 FROM records WHERE token = $token)
        """,
        "$id", "$token", "$requested", "$request");

    private readonly SqliteCommand finish = connection.CreatePreparedCommand("DELETE FROM accepted WHERE id = $id", "$id");

    private readonly SqliteCommand end = connection.CreatePreparedCommand(
        """
        INSERT INTO records (token, status, requested_at, completed_at, expires_at, due_at, record)
        VALUES ($token, $status, $requested, $completed, $expires, $due, $record)
        ON CONFLICT (token) DO UPDATE SET status = excluded.status, completed_at = excluded.completed_at,
            expires_at = excluded.expires_at, due_at = excluded.due_at, record = excluded.record
        """,
        "$token", "$status", "$requested", "$completed", "$expires", "$due", "$record");

    private long lastRowId = (long)connection.ExecuteScalar("SELECT coalesce(max(id), 0) FROM accepted")!;

    /// <summary>Reads the version of a final record. Returns null if there is none.</summary>
    public string? FindVersion(SearchToken token)
    {
        using var row = find.WithValues(token.ToBytes()).ExecuteReader();
        return row.Read()
            ? SqliteSearchStore.GetVersion(
                (SearchStatus)row.GetInt32(0), row.IsDBNull(1) ? null : row.GetInt64(1))
            : null;
    }

    /// <summary>Writes a final record or a tombstone, and deletes the row of the accepted search.</summary>
    public void End(SearchRecord record, byte[]? document, long? acceptedRowId)
    {
        var due = document is not null && record.ExpiresAt is { } expiresAt
            ? expiresAt
            : (record.ExpiresAt ?? record.UpdatedAt) + DatabaseCleanup.Retention;
        end.WithValues(
            record.Token.ToBytes(),
            (long)record.Status,
            record.RequestedAt.ToUnixTimeMilliseconds(),
            record.CompletedAt?.ToUnixTimeMilliseconds(),
            record.ExpiresAt?.ToUnixTimeMilliseconds(),
            due.ToUnixTimeMilliseconds(),
            document).ExecuteNonQuery();
        if (acceptedRowId is { } rowId)
        {
            finish.WithValues(rowId).ExecuteNonQuery();
        }
    }

    /// <summary>Deletes the row of an accepted search that can't be read. Writes its end if its token is known.</summary>
    public sealed class Discard(RecordStatements statements, long acceptedRowId, SearchRecord? end) : DatabaseWriter.Write
    {
        public override void Execute()
        {
            if (end is not null && statements.FindVersion(end.Token) is null)
            {
                statements.End(end, null, acceptedRowId);
            }
            else
            {
                statements.finish.WithValues(acceptedRowId).ExecuteNonQuery();
            }
        }
    }

    /// <summary>
    /// Writes an accepted search unless it has already ended. Its delegate is called on the writer's thread, in order of acceptance, after
    /// the commit.
    /// </summary>
    public sealed class Accept(RecordStatements statements, PendingSearch search, Action<PendingSearch> onAccepted) : DatabaseWriter.Write
    {
        private readonly byte[] request = JsonSerializer.SerializeToUtf8Bytes(search.Search.Request, SearchJson.Default.SearchRequest);

        /// <summary>Gets whether the search had already ended.</summary>
        public bool HasEnded { get; private set; }

        public override void Execute()
        {
            search.RowId = ++statements.lastRowId;
            HasEnded = statements.accept
                .WithValues(search.RowId, search.Search.Token.ToBytes(), search.Search.RequestedAt.ToUnixTimeMilliseconds(), request)
                .ExecuteNonQuery() == 0;
        }

        public override void OnCommitted()
        {
            if (!HasEnded)
            {
                onAccepted(search);
            }

            base.OnCommitted();
        }
    }
}
