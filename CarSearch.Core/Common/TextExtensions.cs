namespace CarSearch.Common;

/// <summary>Extensions of <see cref="string"/>.</summary>
public static class TextExtensions
{
    /// <summary>Truncates a text to a length of at least 1, without splitting a surrogate pair.</summary>
    public static string Truncate(this string text, int maxLength) =>
        text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
