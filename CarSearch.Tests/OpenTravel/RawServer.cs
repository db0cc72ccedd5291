using System.Net;
using System.Net.Sockets;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A server that knows nothing of HTTP: it takes what it is sent first, and does with the connection what a test says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    /// <summary>Starts one.</summary>
    /// <param name="answer">Is given a connection and what was read from it; the connection is closed afterwards.</param>
    public RawServer(Func<Socket, ReadOnlyMemory<byte>, Task> answer)
    {
        listener.Start();
        Address = new Uri($"http://{listener.LocalEndpoint}/{ConnectionFixture.Secret}/ota?key={ConnectionFixture.Secret}");
        serving = ServeAsync(answer);
    }

    public Uri Address { get; }

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
    }

    private async Task ServeAsync(Func<Socket, ReadOnlyMemory<byte>, Task> answer)
    {
        var buffer = new byte[8_192];
        while (true)
        {
            try
            {
                using var socket = await listener.AcceptSocketAsync();
                Connections++;
                var length = await socket.ReceiveAsync(buffer);
                await answer(socket, buffer.AsMemory(0, length));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
