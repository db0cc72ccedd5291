using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CarSearch.Tests.Sandbox;

/// <summary>The bytes of a response, and how the connection ended.</summary>
internal sealed record RawResponse(string Text, bool IsReset)
{
    /// <summary>Sends a valid message over a socket, and receives until the connection ends.</summary>
    public static async Task<RawResponse> ReceiveAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = await SendAsync(address, limit.Token);
        var (response, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        while (true)
        {
            try
            {
                if (await socket.GetStream().ReadAsync(buffer, limit.Token) is not (> 0 and var read))
                {
                    return new(response.ToString(), IsReset: false);
                }

                response.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
            catch (IOException exception) when (
                exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
            {
                return new(response.ToString(), IsReset: true);
            }
        }
    }

    /// <summary>Sends a valid message over a socket, with Connection: close.</summary>
    public static async Task<TcpClient> SendAsync(Uri address, CancellationToken cancel)
    {
        var body = Encoding.UTF8.GetBytes(SandboxMessages.Weekend);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " +
            $"application/xml\r\nContent-Length: {body.Length}\r\n\r\n");
        var socket = new TcpClient(address.Host, address.Port);
        await socket.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body], cancel);
        return socket;
    }
}
