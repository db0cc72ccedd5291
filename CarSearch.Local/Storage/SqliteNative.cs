using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CarSearch.Local.Storage;

/// <summary>Functions of SQLite that Microsoft.Data.Sqlite does not have.</summary>
internal static partial class SqliteNative
{
    private const int HasMovedOperation = 20;
    private const int NoCheckpointOnClose = 1006;

    /// <summary>Returns whether the file was deleted, renamed or replaced since it was opened. Windows prevents that.</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public static bool HasMoved(sqlite3 database) =>
        FileControl(database, "main", HasMovedOperation, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    /// <summary>Gets the path of the file with all links resolved.</summary>
    public static string GetResolvedPath(this SqliteConnection connection) =>
        raw.sqlite3_db_filename(connection.Handle!, "main").utf8_to_string();

    /// <summary>Sets whether the write-ahead log is retained when the last connection is closed.</summary>
    public static void RetainLogOnClose(this SqliteConnection connection, bool retain) =>
        raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, retain ? 1 : 0, out _);

    /// <summary>Stops a statement when its time is up. It then fails with <c>SQLITE_INTERRUPT</c>.</summary>
    public static void LimitTime(this SqliteConnection connection, TimeSpan? limit)
    {
        const int InstructionsPerCheck = 10_000;
        var end = limit is { } time ? Environment.TickCount64 + (long)time.TotalMilliseconds : 0;
        delegate_progress? handler = limit is null ? null : _ => Environment.TickCount64 > end ? 1 : 0;
        raw.sqlite3_progress_handler(connection.Handle!, limit is null ? 0 : InstructionsPerCheck, handler, null);
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(sqlite3 connection, string database, int operation, out int result);
}
