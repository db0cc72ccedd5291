using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace CarSearch.Local;

/// <summary>
/// Limits the connections of the server, so that they do not use up the file handles of the process: searches, suppliers and the database
/// need some. Further connections are closed one by one. The limit of the server itself closes them later, and a burst of them uses up the
/// handles until then.
/// </summary>
internal sealed partial class LimitedListenerFactory(SocketTransportFactory sockets, IOptions<LocalOptions> options)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // RLIMIT_NOFILE of Linux and macOS.
    private static readonly int OpenFilesResource = OperatingSystem.IsMacOS() ? 8 : 7;

    private long? maxConnections;
    private long connections;

    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <exception cref="InvalidOperationException">The setting exceeds what the process can open.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        // The server binds after everything else has been loaded, which needs handles too.
        maxConnections ??= GetMaxConnections(options.Value.MaxConnections, CountFreeHandles());
        return new Listener(this, await sockets.BindAsync(endpoint, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Gets the setting, or half of <paramref name="freeHandles"/>, which is null if the process has no limit.</summary>
    /// <exception cref="InvalidOperationException">The setting exceeds what the process can open.</exception>
    internal static long GetMaxConnections(int? setting, long? freeHandles) => setting > freeHandles
        ? throw new InvalidOperationException(
            $"CarSearch:MaxConnections is {setting}, but this process can open only {freeHandles} more files. Raise its limit (ulimit -n), "
            + "or lower the setting.")
        : setting ?? (freeHandles is { } free ? Math.Max(1, free / 2) : long.MaxValue);

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

    private sealed class Listener(LimitedListenerFactory owner, IConnectionListener inner) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken).ConfigureAwait(false) is { } connection)
            {
                if (Interlocked.Increment(ref owner.connections) <= owner.maxConnections)
                {
                    connection.ConnectionClosed.Register(
                        static self => Interlocked.Decrement(ref ((LimitedListenerFactory)self!).connections), owner);
                    return connection;
                }

                Interlocked.Decrement(ref owner.connections);
                connection.Abort(new("There are too many connections."));
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
