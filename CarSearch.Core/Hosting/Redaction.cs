using System.Text.RegularExpressions;

namespace CarSearch.Hosting;

/// <summary>Takes secrets out of text that leaves the process: tokens, and what stands behind <c>code=</c> and <c>User=</c>.</summary>
public static partial class Redaction
{
    /// <summary>The text without secrets; the same object when there is none.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) => Tokens().Replace(QueryValues().Replace(text, "$1[redacted]"), "[token]");

    /// <summary>An exception that tells the same without secrets; the same object when it has none.</summary>
    /// <param name="exception">The exception.</param>
    public static Exception Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var told = exception.ToString();
        var redacted = Of(told);
        return ReferenceEquals(told, redacted) ? exception : new RedactedException(Of(exception.Message), redacted);
    }

    /// <summary>
    /// Also as it stands in a longer run of letters, such as the name of a blob, but not as a part of a longer number. What precedes may be an
    /// escape.
    /// </summary>
    [GeneratedRegex(
        @"(?:(?<![0-9A-Fa-f])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))[0-9a-f]{32}(?![0-9A-Fa-f])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();

    [GeneratedRegex(
        @"((?:(?<![\w-])|(?<=%[0-9A-F]{2})|(?<=\\u[0-9A-F]{4}))(?:code|user)(?:=|%3D))[^&\s""'\\]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QueryValues();
}

/// <summary>Stands for an exception whose text had secrets.</summary>
internal sealed class RedactedException(string message, string told) : Exception(message)
{
    /// <inheritdoc/>
    public override string ToString() => told;
}
