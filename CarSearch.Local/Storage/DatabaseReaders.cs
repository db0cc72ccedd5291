using System.Collections.Concurrent;
using System.Text.Json;
using CarSearch.Rentals;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Reads from the database beside its writer: each reader sees what has been committed.</summary>
internal sealed class DatabaseReaders(DatabaseFile file) : IDisposable
{
    private readonly ConcurrentBag<Reader> idle = [];

    /// <summary>The record of a search that has ended or been deleted; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    public StoredRecord? Read(SearchToken token) => Use(reader => reader.Read(token));

    /// <summary>Finds the claim of an idempotency key that still holds; null when there is none.</summary>
    /// <exception cref="StoreUnavailableException">The database can't be read.</exception>
    public KeyClaim? FindClaim(string key, DateTimeOffset now) => Use(reader => reader.Keys.Find(key, now));

    /// <summary>Finds out whether the database can be read.</summary>
    /// <exception cref="StoreUnavailableException">It can't.</exception>
    public void Check() => Use(reader => reader.Check());

    /// <summary>The searches that have been accepted and have not ended, oldest first; null for each that can't be read.</summary>
    public IEnumerable<LiveSearch?> Unfinished()
    {
        using var connection = file.Connect(isReader: true);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, token, requested_at, request FROM accepted ORDER BY id";
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return ReadRequest(row.GetFieldValue<byte[]>(3)) is not { } request || row.GetFieldValue<byte[]>(1) is not { Length: 16 } token
                ? null
                : new(new(SearchToken.FromBytes(token), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), request)) { Row = row.GetInt64(0) };
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

    private T Use<T>(Func<Reader, T> work)
    {
        Reader? reader = null;
        try
        {
            reader = idle.TryTake(out var found) ? found : new(file.Connect(isReader: true));
            var result = work(reader);
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
        private readonly SqliteCommand read = connection.Prepared(
            "SELECT status, requested_at, completed_at, expires_at, record FROM records WHERE token = $token", "$token");

        public KeyQuery Keys => field ??= new(connection);

        public StoredRecord? Read(SearchToken token)
        {
            using var row = read.With(token.ToBytes()).ExecuteReader();
            if (!row.Read())
            {
                return null;
            }

            var status = (SearchStatus)row.GetInt32(0);
            var completed = row.IsDBNull(2) ? (DateTimeOffset?)null : Instant(row.GetInt64(2));
            var record = row.IsDBNull(4)
                ? new SearchRecord
                {
                    Token = token,
                    Status = status,
                    RequestedAt = Instant(row.GetInt64(1)),
                    UpdatedAt = completed ?? Instant(row.GetInt64(1)),
                    CompletedAt = completed,
                    ExpiresAt = row.IsDBNull(3) ? null : Instant(row.GetInt64(3)),
                }
                : SearchRecordBrotli.Unpack(row.GetFieldValue<byte[]>(4));
            return new(record, SqliteSearchStore.VersionOf(status, completed));
        }

        public bool Check() => connection.Value("SELECT 1") is 1L;

        public void Dispose() => connection.Dispose();

        private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
