using System.Buffers.Text;
using System.Text;

namespace CarSearch.Bench.Http;

/// <summary>An answer. Its bytes lie in the connection's buffer: they are good until that connection sends again.</summary>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    public string? Header(string name) => TryHeader(Head.Span, name, out var value) ? Encoding.Latin1.GetString(value) : null;

    /// <summary>Returns this answer if its status is the one expected. Fails otherwise.</summary>
    public HttpAnswer Expect(int status) => Status == status
        ? this
        : throw new BenchException(
            $"The server answered {Status} where {status} was expected: "
            + Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 1_000)]));

    internal static int ParseStatus(ReadOnlySpan<byte> head) =>
        head.Length > 12 && head.StartsWith("HTTP/1.1 "u8) && Utf8Parser.TryParse(head.Slice(9, 3), out int status, out _)
            ? status
            : throw new BenchException("The server's answer is not HTTP/1.1.");

    internal static bool TryHeader(ReadOnlySpan<byte> head, string name, out ReadOnlySpan<byte> value)
    {
        for (var end = head.IndexOf("\r\n"u8); end >= 0; end = head.IndexOf("\r\n"u8))
        {
            head = head[(end + 2)..];
            if (head.Length > name.Length && head[name.Length] == ':' && Ascii.EqualsIgnoreCase(head[..name.Length], name))
            {
                var line = head[(name.Length + 1)..];
                value = line[..line.IndexOf("\r\n"u8)].Trim((byte)' ');
                return true;
            }
        }

        value = default;
        return false;
    }
}
