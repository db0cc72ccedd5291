using System.Collections.Concurrent;
using System.Text.Json;
using CarSearch.Rentals;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Reads committed data from the database, concurrently with the writer.</summary>
internal sealed class DatabaseReaders(DatabaseFile file) : IDisposable
{
    private readonly ConcurrentBag<Reader> idle = [];

    /// <summary>Reads the record of a search that has ended or been deleted. Returns null if there is none.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    public StoredRecord? Read(SearchToken token) => Execute(reader => reader.Read(token));

    /// <summary>Finds the valid claim of an idempotency key. Returns null if there is none.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    public KeyClaim? FindClaim(string key, DateTimeOffset now) => Execute(reader => reader.Keys.Find(key, now));

    /// <summary>Verifies that the database can be read.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    public void Check() => Execute(reader => reader.Check());

    /// <summary>Reads the searches that were accepted and have not ended, in order of acceptance; null for an unreadable row.</summary>
    public IEnumerable<PendingSearch?> ReadUnfinished()
    {
        using var connection = file.OpenConnection(isReader: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, token, requested_at, request FROM accepted ORDER BY id";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (ReadRequest(row.GetFieldValue<byte[]>(3)) is { } request && row.GetFieldValue<byte[]>(1) is { Length: 16 } token)
            {
                var requestedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2));
                yield return new(new(SearchToken.FromBytes(token), requestedAt, request)) { RowId = row.GetInt64(0) };
            }
            else
            {
                yield return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private static SearchRequest? ReadRequest(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SearchJson.Default.SearchRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private T Execute<T>(Func<Reader, T> query)
    {
        Reader? reader = null;
        try
        {
            reader = idle.TryTake(out var pooled) ? pooled : new(file.OpenConnection(isReader: true));
            var result = query(reader);
            idle.Add(reader);
            return result;
        }
        catch (Exception exception) when (exception is SqliteException or InvalidDataException)
        {
            reader?.Dispose();
            throw new StoreUnavailableException($"The database can't be read: {exception.Message}", exception);
        }
    }

    private sealed class Reader(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteCommand read = connection.CreatePreparedCommand(
            "SELECT status, requested_at, completed_at, expires_at, record FROM records WHERE token = $token", "$token");

        public KeyQuery Keys => field ??= new(connection);

        public StoredRecord? Read(SearchToken token)
        {
            using var row = read.WithValues(token.ToBytes()).ExecuteReader();
            if (!row.Read())
            {
                return null;
            }

            var status = (SearchStatus)row.GetInt32(0);
            var completed = row.IsDBNull(2) ? (DateTimeOffset?)null : ToInstant(row.GetInt64(2));
            var record = row.IsDBNull(4)
                ? new SearchRecord
                {
                    Token = token,
                    Status = status,
                    RequestedAt = ToInstant(row.GetInt64(1)),
                    UpdatedAt = completed ?? ToInstant(row.GetInt64(1)),
                    CompletedAt = completed,
                    ExpiresAt = row.IsDBNull(3) ? null : ToInstant(row.GetInt64(3)),
                }
                : SearchRecordBrotli.Unpack(row.GetFieldValue<byte[]>(4));
            return new(record, SqliteSearchStore.GetVersion(status, completed));
        }

        public bool Check() => connection.ExecuteScalar("SELECT 1") is 1L;

        public void Dispose() => connection.Dispose();

        private static DateTimeOffset ToInstant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
