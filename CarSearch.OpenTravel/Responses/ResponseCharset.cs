using System.Text;
using System.Text.RegularExpressions;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Detects the charset of a response: by a byte order mark, else the media type, else the XML declaration, else UTF-8 (RFC 7303, 3).
/// </summary>
internal static partial class ResponseCharset
{
    private const int MaxDeclarationLength = 200;

    /// <summary>Returns the encoding of a response. It throws <see cref="DecoderFallbackException"/> on invalid bytes.</summary>
    /// <exception cref="UnreadableResponseException">The charset is unknown.</exception>
    public static Encoding Detect(ReadOnlySpan<byte> head, string? mediaTypeCharset)
    {
        // XML, appendix F. Without a mark, every second byte of "<?" is zero in UTF-16.
        switch (head)
        {
            case [0xEF, 0xBB, 0xBF, ..]: return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
            case [0xFF, 0xFE, 0, 0, ..]: return new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true);
            case [0xFF, 0xFE, ..]: return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
            case [0, 0, 0xFE, 0xFF, ..]: return new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true);
            case [0xFE, 0xFF, ..]: return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
            case [(byte)'<', 0, not 0, ..]: return new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
            case [0, (byte)'<', 0, ..]: return new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        var name = mediaTypeCharset?.Trim(' ', '"', '\'') is { Length: > 0 } charset ? charset : GetDeclaredCharset(head);
        var encoding = name?.ToUpperInvariant() is null or "UTF-8" or "UTF8" ? null : GetEncoding(name);

        // A document serialized to a string declares UTF-16, whatever it is sent in.
        return encoding is null || (encoding is UnicodeEncoding or UTF32Encoding && !head[..Math.Min(head.Length, 4)].Contains((byte)0))
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            : encoding;
    }

    /// <summary>Returns whether a response is HTML.</summary>
    public static bool IsWebPage(ReadOnlySpan<byte> head)
    {
        var start = head.TrimStart("\uFEFF \t\r\n"u8);
        return StartsWith(start, "<!doctype html"u8) || StartsWith(start, "<html"u8);

        static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix) =>
            text.Length >= prefix.Length && Ascii.EqualsIgnoreCase(text[..prefix.Length], prefix);
    }

    private static Encoding GetEncoding(string name)
    {
        try
        {
            // The provider has code pages such as windows-1252; the platform has the others.
            return CodePagesEncodingProvider.Instance.GetEncoding(
                name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            var shown = new string([.. name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(40)]);
            throw new UnreadableResponseException($"declares the unknown charset \"{shown}\"", cause: exception);
        }
    }

    private static string? GetDeclaredCharset(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, MaxDeclarationLength)]);
        return Declaration().Match(text) is { Success: true } match ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("""^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Declaration();
}

/// <summary>The exception that is thrown when a response is not readable XML, or exceeds a limit.</summary>
/// <param name="problem">The predicate of a sentence whose subject is the response.</param>
/// <param name="isTransient">Whether a retry may succeed.</param>
/// <param name="cause">The exception of the parser.</param>
internal sealed class UnreadableResponseException(string problem, bool isTransient = false, Exception? cause = null)
    : Exception($"The response {problem}.", cause)
{
    /// <summary>Gets the predicate of a sentence whose subject is the response.</summary>
    public string Problem { get; } = problem;

    /// <summary>Gets a value indicating whether a retry may succeed.</summary>
    public bool IsTransient { get; } = isTransient;
}
