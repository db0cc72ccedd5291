using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CarSearch.Local.Storage;

/// <summary>
/// An exclusive lock of the database file itself, so that it holds for every name of the file: links and renamed files too. The operating
/// system releases it however the process ends.
/// </summary>
/// <remarks>
/// On Unix it is <c>flock</c>, which is independent of the <c>fcntl</c> locks of SQLite. Closing any handle of a file releases the
/// <c>fcntl</c> locks of the process, so this handle is closed after SQLite's. .NET's own file locking also uses <c>flock</c>, but an
/// environment variable disables that. It reports this lock as one of its own.
/// </remarks>
internal sealed partial class DatabaseLock : IDisposable
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    /// <summary>The position of the locked byte on Windows, beyond those that SQLite locks.</summary>
    private const long WindowsLockPosition = long.MaxValue - 1;

    private readonly FileStream file;

    private DatabaseLock(FileStream file) => this.file = file;

    /// <summary>Locks a file. It is created if it does not exist.</summary>
    /// <returns>The lock; null if another process holds it.</returns>
    /// <exception cref="IOException">The file can't be opened or locked.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be opened.</exception>
    public static DatabaseLock? TryAcquire(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // The permissions with which SQLite creates files.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        }

        FileStream? file = null;
        try
        {
            file = new(path, options);
            if (TryLock(file))
            {
                return new(file);
            }
        }
        catch (IOException exception) when (file is null && exception.HResult is 11 or 35)
        {
            // .NET itself found the lock: EWOULDBLOCK of Linux and macOS.
        }
        catch
        {
            file?.Dispose();
            throw;
        }

        file?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static bool TryLock(FileStream file)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                file.Lock(WindowsLockPosition, 1);
                return true;
            }
            catch (IOException exception) when (exception.HResult == unchecked((int)0x80070021))
            {
                return false;
            }
        }

        if (Flock(file.SafeFileHandle, LockExclusive | LockNonBlocking) == 0)
        {
            return true;
        }

        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return error.NativeErrorCode is 11 or 35
            ? false
            : throw new IOException($"Its file system does not support locks ({error.Message}). Use a local disk.", error);
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flock(SafeFileHandle file, int operation);
}
