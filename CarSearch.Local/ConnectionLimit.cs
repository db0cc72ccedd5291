using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>
/// Limits the connections of the server, so that they do not use up the file handles of the process: searches, suppliers and the database
/// need some.
/// </summary>
internal static partial class ConnectionLimit
{
    // RLIMIT_NOFILE of Linux and macOS.
    private static readonly int OpenFilesResource = OperatingSystem.IsMacOS() ? 8 : 7;

    /// <summary>Sets the limit. Call it before the server starts, and after everything else is loaded, which needs handles too.</summary>
    /// <exception cref="InvalidOperationException">The setting exceeds what the process can open.</exception>
    public static void Apply(IServiceProvider services) =>
        services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxConcurrentConnections = GetMaxConnections(
            services.GetRequiredService<IOptions<LocalOptions>>().Value.MaxConnections, CountFreeHandles());

    /// <summary>Gets the maximum number of connections; null for no limit.</summary>
    /// <param name="setting">The setting, if any. The default is half of the free file handles.</param>
    /// <param name="freeHandles">The number of file handles that the process can still open; null if unlimited.</param>
    /// <exception cref="InvalidOperationException">The setting exceeds what the process can open.</exception>
    internal static long? GetMaxConnections(int? setting, long? freeHandles) => setting > freeHandles
        ? throw new InvalidOperationException(
            $"CarSearch:MaxConnections is {setting}, but this process can open only {freeHandles} more files. Raise its limit (ulimit -n), or "
            + "lower the setting.")
        : setting ?? (freeHandles is { } free ? Math.Max(1, free / 2) : default(long?));

    private static long? CountFreeHandles()
    {
        if (OperatingSystem.IsWindows() || GetLimit(OpenFilesResource, out var limit) != 0 || limit.Current > long.MaxValue)
        {
            return null;
        }

        return (long)limit.Current - Directory.EnumerateFileSystemEntries("/dev/fd").LongCount();
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Maximum;
    }
}
