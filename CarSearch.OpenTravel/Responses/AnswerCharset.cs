using System.Text;

namespace CarSearch.OpenTravel.Responses;

/// <summary>Which charset an answer is written in: a byte order mark, else the media type's, else what the XML declaration says, else UTF-8 (RFC 7303, 3).</summary>
internal static class AnswerCharset
{
    private const int LongestDeclaration = 200;

    /// <summary>The encoding to read an answer with; it throws <see cref="DecoderFallbackException"/> on what is not written in it.</summary>
    /// <param name="head">How the answer begins.</param>
    /// <param name="mediaTypes">The charset of its media type, if any.</param>
    /// <exception cref="UnreadableAnswerException">Nobody knows the charset.</exception>
    public static Encoding Find(ReadOnlySpan<byte> head, string? mediaTypes)
    {
        // XML, appendix F: a mark tells it, and without one, in UTF-16 every second byte of "<?" is zero.
        switch (head)
        {
            case [0xEF, 0xBB, 0xBF, ..]: return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
            case [0xFF, 0xFE, 0, 0, ..]: return new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true);
            case [0xFF, 0xFE, ..]: return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
            case [0xFE, 0xFF, ..]: return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
            case [(byte)'<', 0, not 0, ..]: return new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
            case [0, (byte)'<', 0, ..]: return new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        var name = mediaTypes?.Trim(' ', '"', '\'') is { Length: > 0 } told ? told : Declared(head);
        var encoding = name is null || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase) ? null : Named(name);

        // A text made for a string calls itself UTF-16, however it is sent.
        return encoding is null || (encoding is UnicodeEncoding or UTF32Encoding && !head[..Math.Min(head.Length, 4)].Contains((byte)0))
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            : encoding;
    }

    private static Encoding Named(string name)
    {
        try
        {
            // The provider knows windows-1252 and its like, and leaves the others to the platform.
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
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
