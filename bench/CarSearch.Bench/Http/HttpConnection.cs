using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace CarSearch.Bench.Http;

/// <summary>
/// An HTTP/1.1 connection that is kept alive, with one request in flight. It does as little work as possible, because the load shares the
/// machine with the servers that it measures.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int MaxAnswer = 16 * 1024 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[32 * 1024];
    private int _filled;

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request, whole as it goes over the wire, and reads the answer to its last byte.</summary>
    public async ValueTask<HttpAnswer> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        _filled = 0;
        while (request.Length > 0)
        {
            request = request[await _socket.SendAsync(request, SocketFlags.None, cancellationToken)..];
        }

        int head;
        for (var searched = 0; ; searched = Math.Max(0, _filled - 3))
        {
            await ReceiveAsync(cancellationToken);
            var end = _buffer.AsSpan(searched, _filled - searched).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                head = searched + end + 4;
                break;
            }
        }

        var (status, length) = ParseHead(_buffer.AsSpan(0, head));
        if (length is null)
        {
            length = await ReceiveChunksAsync(head, cancellationToken);
        }
        else
        {
            await ReceiveUntilAsync(head + length.Value, cancellationToken);
            if (_filled != head + length)
            {
                throw new BenchException("The server sent more than it announced.");
            }
        }

        return new HttpAnswer(status, _buffer.AsMemory(0, head), _buffer.AsMemory(head, length.Value));
    }

    public void Dispose() => _socket.Dispose();

    // A length of null: the body comes in chunks.
    private static (int Status, int? Length) ParseHead(ReadOnlySpan<byte> head)
    {
        var status = HttpAnswer.ParseStatus(head);
        if (status is 204 or 304)
        {
            return (status, 0);
        }

        if (HttpAnswer.TryHeader(head, "Content-Length", out var value) && Utf8Parser.TryParse(value, out int length, out _))
        {
            return (status, length);
        }

        return HttpAnswer.TryHeader(head, "Transfer-Encoding", out value) && value.SequenceEqual("chunked"u8)
            ? (status, null)
            : throw new BenchException("The server's answer has neither a length nor chunks.");
    }

    // Joins the chunks in place: what is written never overtakes what is read.
    private async ValueTask<int> ReceiveChunksAsync(int start, CancellationToken cancellationToken)
    {
        var (read, written) = (start, start);
        while (true)
        {
            int lineEnd;
            while ((lineEnd = _buffer.AsSpan(read, _filled - read).IndexOf("\r\n"u8)) < 0)
            {
                await ReceiveAsync(cancellationToken);
            }

            if (!Utf8Parser.TryParse(_buffer.AsSpan(read, lineEnd), out int size, out _, 'x'))
            {
                throw new BenchException("The server sent a chunk without a size.");
            }

            read += lineEnd + 2;
            await ReceiveUntilAsync(read + size + 2, cancellationToken);
            if (size == 0)
            {
                return written - start;
            }

            _buffer.AsSpan(read, size).CopyTo(_buffer.AsSpan(written));
            (read, written) = (read + size + 2, written + size);
        }
    }

    private async ValueTask ReceiveUntilAsync(int end, CancellationToken cancellationToken)
    {
        while (_filled < end)
        {
            await ReceiveAsync(cancellationToken);
        }
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
        {
            if (_filled >= MaxAnswer)
            {
                throw new BenchException($"The server's answer is larger than {MaxAnswer} bytes.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None, cancellationToken);
        _filled += received > 0 ? received : throw new BenchException("The server closed the connection before it had answered.");
    }
}
