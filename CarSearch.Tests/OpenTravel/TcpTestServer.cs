using System.Net;
using System.Net.Sockets;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A TCP server that receives once from each connection and then calls the test.</summary>
internal sealed class TcpTestServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    /// <summary>Starts a server.</summary>
    /// <param name="handle">Handles a connection and the bytes received from it. The connection is closed afterwards.</param>
    public TcpTestServer(Func<Socket, ReadOnlyMemory<byte>, Task> handle)
    {
        listener.Start();
        Address = new Uri($"http://{listener.LocalEndpoint}/{ConnectionFixture.Secret}/ota?key={ConnectionFixture.Secret}");
        serving = ServeAsync(handle);
    }

    public Uri Address { get; }

    /// <summary>Gets the number of connections.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync(Func<Socket, ReadOnlyMemory<byte>, Task> handle)
    {
        var buffer = new byte[8_192];
        while (true)
        {
            try
            {
                using var socket = await listener.AcceptSocketAsync();
                Connections++;
                var length = await socket.ReceiveAsync(buffer);
                await handle(socket, buffer.AsMemory(0, length));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
