using System.Text.RegularExpressions;

namespace CarSearch.Hosting;

/// <summary>Redacts secrets in exported text: tokens and the values of <c>code=</c> and <c>User=</c>.</summary>
public static partial class Redactor
{
    /// <summary>Redacts a text. Returns the same object if it contains no secret.</summary>
    public static string Redact(string text) => Tokens().Replace(QueryValues().Replace(text, "$1[redacted]"), "[token]");

    /// <summary>Redacts an exception. Returns the same object if its text contains no secret.</summary>
    public static Exception Redact(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = exception.ToString();
        var redacted = Redact(text);
        return ReferenceEquals(text, redacted) ? exception : new RedactedException(Redact(exception.Message), redacted);
    }

    /// <summary>
    /// Matches a token also within a longer word, such as a blob name, and after an escape sequence, but not within a longer hexadecimal
    /// number. With dashes it looks like any GUID, so it is matched in the address of a search only.
    /// </summary>
    [GeneratedRegex(
        @"(?:(?<![0-9A-F])|(?<=%[0-9A-F]{2})|(?<=\\u[0-9A-F]{4}))[0-9A-F]{32}(?![0-9A-F])"
        + @"|(?<=searches(?:/|%2F|\\u002F))[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    [GeneratedRegex(
        @"((?:(?<![\w-])|(?<=%[0-9A-F]{2})|(?<=\\u[0-9A-F]{4}))(?:code|user)(?:=|%3D))[^&\s""'\\]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QueryValues();
}

/// <summary>Replaces an exception whose text contained secrets.</summary>
internal sealed class RedactedException(string message, string text) : Exception(message)
{
    public override string ToString() => text;
}
