using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CarSearch.Local.Storage;

/// <summary>
/// An exclusive lock of the database file itself, so that it holds for every name of the file: links and renamed files too. The operating
/// system releases it however the process ends.
/// </summary>
/// <remarks>
/// It is the lock of one byte, far beyond those that SQLite locks. On Unix it belongs to the open file description, because closing any
/// handle of a file releases the locks of the process on it, SQLite's included; this handle is therefore closed after SQLite's.
/// <c>flock</c> would lock the whole file, and with that exclude SQLite itself on BSD systems and on network file systems. .NET's file
/// locking can be disabled by an environment variable, and a file beside the database protects only one name.
/// </remarks>
internal sealed partial class DatabaseLock : IDisposable
{
    private const long Position = long.MaxValue - 1;

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

        var file = new FileStream(path, options);
        try
        {
            if (OperatingSystem.IsWindows() ? TryLockOnWindows(file) : TryLockOnUnix(file))
            {
                return new(file);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Releases the lock, also if a process that is being started has inherited the handle and not closed it yet.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            SetLockOnUnix(file, isLocked: false);
        }

        file.Dispose();
    }

    [SupportedOSPlatform("windows")]
    private static bool TryLockOnWindows(FileStream file)
    {
        const int LockViolation = unchecked((int)0x80070021);
        try
        {
            file.Lock(Position, 1);
            return true;
        }
        catch (IOException exception) when (exception.HResult == LockViolation)
        {
            return false;
        }
    }

    private static bool TryLockOnUnix(FileStream file)
    {
        if (SetLockOnUnix(file, isLocked: true) != -1)
        {
            return true;
        }

        // EACCES, and EAGAIN of Linux and macOS.
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return error.NativeErrorCode is 13 or 11 or 35
            ? false
            : throw new IOException($"Its file system does not support locks ({error.Message}). Use a local disk.", error);
    }

    /// <summary>Sets F_WRLCK or F_UNLCK.</summary>
    private static unsafe int SetLockOnUnix(FileStream file, bool isLocked)
    {
        if (OperatingSystem.IsMacOS())
        {
            var range = new MacRange { Start = Position, Length = 1, Type = (short)(isLocked ? 3 : 2) };
            return Fcntl(file.SafeFileHandle, 90, &range, 0, 0, 0, 0, 0, &range);
        }
        else
        {
            var range = new LinuxRange { Start = Position, Length = 1, Type = (short)(isLocked ? 1 : 2) };
            return Fcntl(file.SafeFileHandle, 37, &range, 0, 0, 0, 0, 0, &range);
        }
    }

    /// <summary>
    /// <c>fcntl</c> with F_OFD_SETLK. Its third argument is variadic: macOS on Arm expects such arguments on the stack, after the eight
    /// that registers hold, so it is passed in both places.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Fcntl(
        SafeFileHandle file,
        nint command,
        void* range,
        nint unused3,
        nint unused4,
        nint unused5,
        nint unused6,
        nint unused7,
        void* onStack);

    /// <summary>The structure <c>flock</c> of Linux.</summary>
    private struct LinuxRange
    {
        public short Type;
        public short Whence;
        public long Start;
        public long Length;
        public int ProcessId;
    }

    /// <summary>The structure <c>flock</c> of macOS.</summary>
    private struct MacRange
    {
        public long Start;
        public long Length;
        public int ProcessId;
        public short Type;
        public short Whence;
    }
}
