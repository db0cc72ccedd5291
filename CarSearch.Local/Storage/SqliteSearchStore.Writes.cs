using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <content>The writes of <see cref="SqliteSearchStore"/>.</content>
internal sealed partial class SqliteSearchStore
{
    /// <summary>Writes a final record or a tombstone if the version matches.</summary>
    private sealed class FinalRecordWrite(SqliteSearchStore store, PendingSearch? search, SearchRecord record, string? version)
        : DatabaseWriter.Write
    {
        private readonly byte[]? document = record.Status is SearchStatus.Deleted ? null : SearchRecordBrotli.Pack(record);
        private bool isWritten;

        /// <summary>Gets the stored record; null if the version did not match.</summary>
        public StoredRecord? Written { get; private set; }

        public override void Execute()
        {
            var storedVersion = store.statements.FindVersion(record.Token);
            isWritten = storedVersion is not null || search is null
                ? storedVersion == version
                : search.TryBeginFinalWrite(version, Completion.Task);
            if (isWritten)
            {
                store.statements.End(record, document, search?.RowId);
            }
        }

        public override void OnCommitted()
        {
            if (isWritten)
            {
                Written = new(record, GetVersion(record.Status, record.CompletedAt?.ToUnixTimeMilliseconds()));
                if (record.Status is SearchStatus.Deleted)
                {
                    store.RemoveFromCache(record.Token);
                }
                else
                {
                    store.AddToCache(Written, store.deletionCount);
                }

                if (search is not null)
                {
                    search.Set(Written);
                    store.queue.Remove(search);
                }
            }

            base.OnCommitted();
        }

        public override void OnFailed(StoreUnavailableException exception)
        {
            if (isWritten)
            {
                search?.CancelFinalWrite();
            }

            base.OnFailed(exception);
        }
    }

    /// <summary>Inserts and deletes a row in one transaction, so that the health check detects a full disk.</summary>
    private sealed class WriteCheck(SqliteConnection connection) : DatabaseWriter.Write
    {
        // The row is larger than a page, so that a new page must be allocated.
        public override void Execute() => connection.Execute(
            """
            INSERT INTO accepted (id, token, requested_at, request) VALUES (0, zeroblob(16), 0, zeroblob(8192));
            DELETE FROM accepted WHERE id = 0;
            """);
    }
}
