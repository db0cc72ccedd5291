using System.Net.Sockets;
using System.Text;

namespace CarSearch.Tests.Support;

/// <summary>Sends bytes that no HTTP client sends.</summary>
internal static class RawHttp
{
    /// <summary>Sends bytes and returns everything received until the server closes or resets the connection, within 30 s.</summary>
    /// <param name="address">The address of the server.</param>
    /// <param name="text">The bytes, as Latin-1.</param>
    /// <param name="endOfInput">Whether to close this side of the connection after them.</param>
    public static async Task<string> SendAsync(Uri address, string text, bool endOfInput = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient(address.Host, address.Port);
        await using var stream = socket.GetStream();
        var response = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), limit.Token);
            if (endOfInput)
            {
                socket.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(response, limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // The server has reset the connection.
        }

        return Encoding.Latin1.GetString(response.ToArray());
    }
}
