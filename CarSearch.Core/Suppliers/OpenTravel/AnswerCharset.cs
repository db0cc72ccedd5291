using System.Text;

namespace CarSearch.Suppliers.OpenTravel;

/// <summary>Which charset an answer is written in: a byte order mark, else the media type's, else what the XML declaration says, else UTF-8 (RFC 7303, 3).</summary>
internal static class AnswerCharset
{
    private const int LongestDeclaration = 200;

    /// <summary>The encoding to read an answer with; it throws <see cref="DecoderFallbackException"/> on what is not written in it. A byte order mark still goes before.</summary>
    /// <param name="head">How the answer begins.</param>
    /// <param name="mediaTypes">The charset of its media type, if any.</param>
    /// <exception cref="UnreadableAnswerException">Nobody knows the charset.</exception>
    public static Encoding Find(ReadOnlySpan<byte> head, string? mediaTypes)
    {
        // XML, appendix F: in UTF-16 every second byte of "<?" is zero.
        if (head.Length >= 4 && mediaTypes is null && (head[0], head[1]) is (0, (byte)'<') or ((byte)'<', 0))
        {
            return new UnicodeEncoding(bigEndian: head[0] == 0, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        var name = mediaTypes?.Trim(' ', '"', '\'') is { Length: > 0 } told ? told : Declared(head);
        return name is null || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            ? new UTF8Encoding(false, throwOnInvalidBytes: true)
            : Named(name);
    }

    private static Encoding Named(string name)
    {
        try
        {
            // The provider knows windows-1252 and its like, and leaves the others to the platform.
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException exception)
        {
            var shown = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(40)]);
            throw new UnreadableAnswerException($"declares the charset \"{shown}\", which nobody knows", isTransient: false, exception);
        }
    }

    private static string? Declared(ReadOnlySpan<byte> head)
    {
        Span<char> start = stackalloc char[LongestDeclaration];
        var length = Encoding.Latin1.GetChars(head[..Math.Min(head.Length, LongestDeclaration)], start);
        ReadOnlySpan<char> text = start[..length];
        text = text.TrimStart("\u00EF\u00BB\u00BF");
        if (!text.StartsWith("<?xml") || text.IndexOf("?>") is not (> 0 and var end))
        {
            return null;
        }

        text = text[..end];
        var at = text.IndexOf("encoding");
        if (at < 0)
        {
            return null;
        }

        text = text[(at + "encoding".Length)..].TrimStart().TrimStart('=').TrimStart();
        return text is [('"' or '\'') and var quote, .. var rest] && rest.IndexOf(quote) is >= 0 and var close ? rest[..close].ToString() : null;
    }
}

/// <summary>An answer can't be read as XML.</summary>
/// <param name="what">What it is, to follow <c>the answer</c>.</param>
/// <param name="isTransient">Whether asking again may help.</param>
/// <param name="cause">What the parser said.</param>
internal sealed class UnreadableAnswerException(string what, bool isTransient, Exception? cause = null) : Exception($"The answer {what}.", cause)
{
    /// <summary>What it is.</summary>
    public string What { get; } = what;

    /// <summary>Whether asking again may help.</summary>
    public bool IsTransient { get; } = isTransient;
}
