using System.Text;

namespace CarSearch.Bench.Http;

/// <summary>Requests as bytes, made before the clock starts.</summary>
internal static class HttpRequests
{
    public static byte[] Get(int port, string target, string? key = null) => Encoding.ASCII.GetBytes(
        $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n{KeyHeader(key)}\r\n");

    public static byte[] Post(int port, string target, string json, string? key = null)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = $"POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n{KeyHeader(key)}" +
            $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private static string KeyHeader(string? key) => key is null ? "" : $"x-functions-key: {key}\r\n";
}
