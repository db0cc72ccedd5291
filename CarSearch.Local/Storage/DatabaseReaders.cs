using System.Collections.Concurrent;
using System.Text.Json;
using CarSearch.Rentals;
using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Reads committed data from the database, concurrently with the writer.</summary>
internal sealed class DatabaseReaders(DatabaseFile file, DatabaseCircuit circuit) : IDisposable
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

    /// <summary>Reads the searches that were accepted and have not ended, in order of acceptance.</summary>
    /// <exception cref="InvalidOperationException">The database can't be read.</exception>
    public List<UnfinishedSearch> ReadUnfinished()
    {
        var unfinished = new List<UnfinishedSearch>();
        try
        {
            using var connection = file.OpenConnection(isReader: true);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT id, token, requested_at, request FROM accepted ORDER BY id";
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var (rowId, token, requestedAt) = (row.GetInt64(0), row.GetToken(1), row.GetInstant(2));
                unfinished.Add(token is not null && requestedAt is not null && ReadRequest(row.GetBytes(3)) is { } request
                    ? new(rowId, token, requestedAt, new(new(token.Value, requestedAt.Value, request)) { RowId = rowId })
                    : new(rowId, token, requestedAt, null));
            }
        }
        catch (SqliteException exception)
        {
            throw file.ToStartError(exception);
        }

        return unfinished;
    }

    public void Dispose()
    {
        circuit.Dispose();
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

    private T Execute<T>(Func<Reader, T> query) =>
        circuit.Execute(static call => call.Readers.ExecuteInCircuit(call.Query), (Readers: this, Query: query));

    private T ExecuteInCircuit<T>(Func<Reader, T> query)
    {
        file.ThrowIfUnusable();
        Reader? reader = null;
        try
        {
            reader = idle.TryTake(out var pooled) ? pooled : new(file);
            var result = query(reader);
            idle.Add(reader);
            return result;
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            if (exception is not SqliteException)
            {
                throw;
            }

            file.ReportError(exception);
            throw new StoreUnavailableException($"The database can't be read: {exception.Message}", exception);
        }
    }

    private sealed class Reader : IDisposable
    {
        private readonly DatabaseFile file;
        private readonly SqliteConnection connection;
        private readonly SqliteCommand read;

        public Reader(DatabaseFile file)
        {
            this.file = file;
            connection = file.OpenConnection(isReader: true);
            try
            {
                read = connection.CreatePreparedCommand(
                    "SELECT id, status, requested_at, completed_at, expires_at, record FROM records WHERE token = $token", "$token");
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        public KeyQuery Keys => field ??= new(file, connection);

        public StoredRecord? Read(SearchToken token)
        {
            using var row = read.WithValues(token.ToBytes()).ExecuteReader();
            if (!row.Read())
            {
                return null;
            }

            var version = SqliteSearchStore.GetVersion((SearchStatus)row.GetInt32(1), row.IsDBNull(3) ? null : row.GetInt64(3));
            return new(Read(row, token), version);
        }

        public bool Check() => connection.ExecuteScalar("SELECT 1") is 1L;

        public void Dispose() => connection.Dispose();

        private SearchRecord Read(SqliteDataReader row, SearchToken token)
        {
            var status = (SearchStatus)row.GetInt32(1);
            var (requestedAt, completedAt, expiresAt) = (row.GetInstant(2), row.GetInstant(3), row.GetInstant(4));
            if (status is SearchStatus.Deleted)
            {
                return SearchRecord.Tombstone(token, requestedAt ?? default, completedAt ?? requestedAt ?? default);
            }

            // The cleanup deletes the offers of an expired record, and a search that could not be read has none.
            var unreadable = SearchRecord.Unreadable(token, requestedAt, completedAt, expiresAt);
            if (row.IsDBNull(5) && completedAt is not null && expiresAt is not null)
            {
                return unreadable;
            }

            try
            {
                return SearchRecordBrotli.Unpack(row.GetBytes(5)) is { IsFinal: true } record && record.Token == token
                    ? record
                    : throw new InvalidDataException("It is not the final record of this search.");
            }
            catch (InvalidDataException exception)
            {
                var name = $"{row.GetInt64(0)}, search {token}: {exception.Message}";
                file.ReportUnreadableRow("records", name, "The search is served as failed.");
                return unreadable;
            }
        }
    }
}

/// <summary>
/// A search that an earlier process did not finish. The token and the time are null if they can't be read. The search is null if any part
/// can't be read.
/// </summary>
internal readonly record struct UnfinishedSearch(long RowId, SearchToken? Token, DateTimeOffset? RequestedAt, PendingSearch? Search);
