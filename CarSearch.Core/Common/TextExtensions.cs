namespace CarSearch.Common;

/// <summary>Extensions of <see cref="string"/>.</summary>
public static class TextExtensions
{
    /// <summary>Truncates a text to a maximum length, without splitting a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxLength">The maximum length in UTF-16 code units, at least 1.</param>
    public static string Truncate(this string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
